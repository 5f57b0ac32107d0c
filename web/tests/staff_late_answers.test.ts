// 先问的晚到了，不盖过后问的；按了两下，只办一次。
import { h, ref } from "vue";
import { afterEach, expect, test, vi } from "vitest";
import AuditPage from "../src/staff/ledger/AuditPage.vue";
import KnowledgeDesk from "../src/staff/knowledge/KnowledgeDesk.vue";
import ChangeCard from "../src/staff/knowledge/ChangeCard.vue";
import LedgerPage from "../src/staff/ledger/LedgerPage.vue";
import PeopleHere from "../src/staff/tickets/PeopleHere.vue";
import SavedViews from "../src/staff/tickets/SavedViews.vue";
import { aServer, button, closeAll, open, press, submit, write } from "./staff_page";

vi.mock("../src/staff/ledger/TrendChart.vue", () => ({ default: { render: () => null } }));
vi.mock("../src/staff/ledger/FiguresSection.vue", () => ({ default: { render: () => null } }));
vi.mock("../src/staff/knowledge/UnansweredList.vue", () => ({ default: { render: () => null } }));
afterEach(closeAll);

const aFile = (name: string) => ({ path: `faq/${name}.yml`, name, department: null, version: "1", reviewed_on: "2026-01-01", valid_until: "2027-01-01", entries: 1 });

test("等一个文件时又打开另一个，前一个的字不挂在后一个名下", async () => {
  const asked = aServer();
  window.scrollTo = () => undefined;
  const page = await open(KnowledgeDesk, {}, ["propose_knowledge"]);
  await asked("/knowledge")[0].answer({ files: [aFile("甲"), aFile("乙")], today: "2026-11-27" });
  await asked("/knowledge/changes")[0].answer({ changes: [] });
  await press("甲");
  await press("乙");
  const [first, second] = asked("/knowledge/file");
  await second.answer({ text: "乙的字" });
  await first.answer({ text: "甲的字" });
  expect(page.querySelector("section[aria-label=改一个文件] h2")?.textContent).toContain("乙");
  expect(page.querySelector<HTMLTextAreaElement>("textarea.source")?.value).toBe("乙的字");
});

test("知识没有取到，说给人听", async () => {
  const asked = aServer();
  const page = await open(KnowledgeDesk);
  await asked("/knowledge/changes")[0].answer({ changes: [] });
  await asked("/knowledge")[0].answer({ detail: "系统正忙" }, 503);
  expect(page.querySelector("[role=alert]")?.textContent).toBe("系统正忙");
});

test("看过、生效按了两下，只生效一次", async () => {
  const asked = aServer();
  const change = { number: 1, path: "", why: "", by: "李二", at: "", status: "proposed", lines: [] };
  await open(ChangeCard, { change, mayReview: true, me: "王一" });
  await press("看过，生效");
  expect(button("看过，生效").disabled).toBe(true);
  expect(asked("/knowledge/changes/1").length).toBe(1);
});

test("审计换了条件，先查的晚到了不作数", async () => {
  const asked = aServer();
  const page = await open(AuditPage);
  await write(page.querySelector("input"), "甲");
  await submit(page.querySelector("form"));
  const [all, one] = asked("/audit");
  const entry = (about: string) => ({ number: 1, at: "2026-11-27T10:00", by: "", role: "", what: "", about, reason: "", digest: "" });
  await one.answer({ entries: [entry("甲")] });
  await all.answer({ entries: [entry("乙")] });
  expect(page.querySelector("td.number")?.textContent).toBe("甲");
});

test("台账换了一周，先看的那周晚到了不作数", async () => {
  const asked = aServer();
  const page = await open(LedgerPage);
  const week = page.querySelector<HTMLSelectElement>("select")!;
  const [newest, older] = [...week.options].map((one) => one.value);
  const aLedger = (of: string) => ({ week: of, since: of, until: of, totals: { filed: 0, carried_over: 0, resolved: 0, overdue: 0, satisfied: 0, dissatisfied: 0 }, rows: [] });
  await write(week, older);
  await asked(`/ledger?week=${older}`)[0].answer(aLedger(older));
  await asked(`/ledger?week=${newest}`)[0].answer(aLedger(newest));
  expect(page.querySelector("form .soft")?.textContent).toContain(older);
});

test("自己办完一步，先前问的在场晚到了，不说成别人动过", async () => {
  const asked = aServer();
  const here = ref<InstanceType<typeof PeopleHere>>();
  const page = await open({ render: () => h(PeopleHere, { ref: here, ticketNo: "T1" }) });
  const first = asked("/tickets/T1/presence")[0];
  here.value!.settle();
  await first.answer({ others: [], version: 1, status: "filed" });
  await asked("/tickets/T1/presence")[1].answer({ others: [], version: 2, status: "accepted" });
  expect(page.textContent).not.toContain("别人刚动过");
});

test("存下按了两下，只存一个", async () => {
  const asked = aServer();
  await open(SavedViews, { wanted: {}, circle: "本科室" });
  await asked("/ticket-views")[0].answer({ views: [] });
  await press("存下现在的条件");
  await write(document.querySelector("input[maxlength='40']"), "价格类");
  await submit(document.querySelector("form.verb-form"));
  expect(button("存下").disabled).toBe(true);
  expect(asked("/ticket-views", "POST").length).toBe(1);
});
