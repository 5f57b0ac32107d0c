import { describe, expect, it } from "vitest";
import { citizenWords } from "../src/staff/tickets/ticket_words";
import type { Ticket } from "../src/staff/types";

const saying = (...facts: string[]) => ({ citizen_words: facts.map((fact, i) => ({ number: i + 1, fact, at: "2026-05-06T09:00:00+08:00", seen_by: null, seen_at: null })) }) as Ticket;

describe("市民又说的几样", () => {
  it("要紧的在前，几次写几次", () => {
    expect(citizenWords(saying("TicketUrged", "TicketSupplemented", "TicketUrged", "WithdrawalAsked"))).toBe("要撤回、催办2次、补充");
  });
  it("没有就是空的", () => expect(citizenWords(saying())).toBe(""));
});
