import { describe, expect, it } from "vitest";
import { isoWeek, percent, rates, weeksBack, type Ledger } from "../src/staff/ledger/figures";

const made = (totals: Partial<Ledger["totals"]>): Ledger => ({
  week: "2026-W20", since: "", until: "", rows: [],
  totals: { filed: 0, carried_over: 0, resolved: 0, overdue: 0, satisfied: 0, dissatisfied: 0, ...totals },
});

describe("周", () => {
  it.each([
    ["2026-01-01", "2026-W01"],
    ["2025-12-29", "2026-W01"], // 星期一，已经是下一年的第一周
    ["2027-01-03", "2026-W53"],
    ["2026-05-17", "2026-W20"],
  ])("%s 是 %s", (day, week) => expect(isoWeek(new Date(`${day}T00:00:00Z`))).toBe(week));

  it("往回数，旧的在前", () => expect(weeksBack(3, new Date("2026-01-05T00:00:00Z"))).toEqual(["2025-W52", "2026-W01", "2026-W02"]));
});

describe("率", () => {
  it("结转的也算在分母里", () => expect(rates(made({ filed: 3, carried_over: 1, resolved: 1 })).resolution).toBe(0.25));
  it("没有回访过就没有满意率，不写零", () => expect(percent(rates(made({ filed: 3 })).satisfaction)).toBe("—"));
  it("一位小数", () => expect(percent(1 / 3)).toBe("33.3%"));
});
