import { describe, expect, it } from "vitest";
import { monthSoFar } from "../src/staff/ledger/figures";
import { fromAddress, given, sameFilters } from "../src/staff/tickets/ticket_filters";
import { VERB_FORMS, bodyOf, emptyForm, missingIn } from "../src/staff/tickets/verb_forms";

describe("列表的条件", () => {
  it("网址里写了什么就是什么，没写的是空的", () => expect(fromAddress("?status=in_hand&colour=red")).toEqual({ q: "", status: "in_hand", kind: "", department: "", problem: "", urgency: "", overdue: "", citizen_words: "" }));
  it("只报写了的几样", () => expect(given(fromAddress("?q=烧烤店&overdue=true"))).toEqual({ q: "烧烤店", overdue: "true" }));
  it("没写和空着一样", () => expect(sameFilters({ status: "in_hand" }, { status: "in_hand", q: "" })).toBe(true));
  it("差一样就不是同一个查法", () => expect(sameFilters({ status: "in_hand" }, { status: "in_hand", kind: "tip_off" })).toBe(false));
});

describe("一步要填的", () => {
  it("必填没填的说是哪几样", () => expect(missingIn(VERB_FORMS.dispatch, emptyForm(VERB_FORMS.dispatch))).toBe("派给"));
  it("空的不交", () => expect(bodyOf(VERB_FORMS.dispatch, { to: "food", supporting: [], reason: "" })).toEqual({ to: "food" }));
  it("满意不满意交的是真假", () => expect(bodyOf(VERB_FORMS["follow-up"], { satisfied: "no", reason: "" })).toEqual({ satisfied: false }));
});

it("这个月从一号到今天", () => expect(monthSoFar(new Date("2026-05-18T01:00:00Z"))).toEqual({ since: "2026-05-01", until: "2026-05-18" }));
