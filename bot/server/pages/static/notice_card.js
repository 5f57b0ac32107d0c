// 对话里的一次性告知书：一张可以边准备边打勾的清单。勾只留在这一页，不上传。
import { el, withPhones } from "./elements.js";

export function noticeCard(notice) {
  const card = el("article", "notice", heading(notice));
  card.setAttribute("aria-label", `一次性告知书：${notice.item_name}`);
  if (notice.handled_elsewhere) card.append(el("p", "elsewhere", withPhones(notice.handled_elsewhere)));
  card.append(materials(notice));
  if (notice.not_needed.length) card.append(notNeeded(notice.not_needed));
  card.append(facts(notice));
  card.append(...more("办理条件", "ul", notice.eligibility), ...more("办理流程", "ol", notice.process), ...more("依据", "ul", notice.legal_basis));
  if (notice.unverified.length) {
    card.append(el("p", "unverified", el("b", "", "还没核实、以窗口为准："), notice.unverified.join("；")));
  }
  card.append(footer(notice));
  return card;
}

function heading(notice) {
  const header = el("header", "", el("p", "kind", el("b", "", "一次性告知书"), notice.number), el("h2", "", notice.item_name));
  if (notice.situation.length) {
    const list = el("ul", "situation", ...notice.situation.map(([question, answer]) =>
      el("li", "", el("span", "", question), answer)));
    list.setAttribute("aria-label", "您的情况");
    header.append(list);
  }
  return header;
}

function materials(notice) {
  const section = el("section", "");
  if (!notice.bring.length) {
    section.append(el("h3", "", "请一次带齐"), el("p", "nothing", "不需要您带材料。"));
    return section;
  }
  const count = el("span", "count");
  const list = el("ul", "materials", ...notice.bring.map(material));
  const tally = () => {
    const ready = list.querySelectorAll("input:checked").length;
    const isDone = ready === notice.bring.length;
    count.textContent = isDone ? `${ready}样都备好了` : `已备好 ${ready}／${notice.bring.length}`;
    count.classList.toggle("done", isDone);
  };
  list.addEventListener("change", tally);
  tally();
  const depending = notice.bring.filter((line) => line.only_if).length;
  const title = depending ? `请一次带齐（${notice.bring.length}样，其中${depending}样看情形）` : `请一次带齐这${notice.bring.length}样`;
  section.append(el("h3", "", title, count), list);
  return section;
}

function material(line) {
  const box = el("input", "");
  box.type = "checkbox";
  const copies = line.form + (line.copies ? `${line.copies}份` : "");
  const about = el("span", "about", el("span", "name", line.name), el("span", "copies", copies));
  if (line.only_if) about.append(el("span", "remark only-if", `${line.only_if}时才要`));
  if (line.any_of.length) about.append(el("span", "remark", `任选一样：${line.any_of.join("、")}`));
  const remarks = [line.note, line.deferrable && "可以后补", line.pledge && "可用书面承诺代替", !line.verified && "名称以窗口为准"];
  const said = remarks.filter(Boolean).join("；");
  if (said) about.append(el("span", "remark", said));
  return el("li", "", el("label", "", box, about));
}

function notNeeded(lines) {
  return el("section", "", el("h3", "", "不用带"), el("ul", "not-needed", ...lines.map(([name, reason]) =>
    el("li", "", name, el("span", "", `——${reason}`)))));
}

function facts(notice) {
  const list = el("dl", "facts");
  const add = (name, ...lines) => {
    const said = lines.filter(Boolean);
    if (said.length) list.append(el("dt", "", name), el("dd", "", ...said.map((line) => el("p", "", withPhones(line)))));
  };
  add("多久办好", notice.promised_limit && `承诺${notice.promised_limit}`, notice.statutory_limit && `法定${notice.statutory_limit}`);
  add("费用", notice.fee);
  add("怎么办", notice.channels.join("、"));
  add("去哪里", ...sameSaidOnce(notice.place).map(([names, place]) => `${names}：${place}`));
  add("办成后", notice.result);
  return el("section", "", el("h3", "", "时限、费用和地点"), list);
}

/** 几项都是同一句话（多半是“尚未核实”）时，合在一起只说一遍。 */
function sameSaidOnce(pairs) {
  const said = new Map();
  for (const [name, line] of pairs) said.set(line, said.has(line) ? `${said.get(line)}、${name}` : name);
  return Array.from(said, ([line, names]) => [names, line]);
}

function more(title, tag, lines) {
  if (!lines.length) return [];
  return [el("details", "more", el("summary", "", title), el(tag, "", ...lines.map((line) => el("li", "", withPhones(line)))))];
}

function footer(notice) {
  const link = el("a", "open-notice", "打开、打印告知书");
  link.href = `/notices/${encodeURIComponent(notice.number)}`;
  link.target = "_blank";
  link.rel = "noopener";
  const number = el("span", "number", notice.number);
  return el("footer", "", el("p", "", "编号 ", number, "。窗口要求提供本告知书以外材料的，请出示编号。"), link);
}
