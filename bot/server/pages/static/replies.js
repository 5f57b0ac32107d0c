// 热线的一条回答怎么显示：普通的话、情形问题、紧急卡片、告知书卡片。
import { el, phoneLink, withPhones } from "./elements.js";
import { noticeCard } from "./notice_card.js";

const ASIDE = /^(依据：|（核对日期|其中有尚未核实)/;

/** 一条回答的元素；按钮另外给。 */
export function replyElement(reply) {
  const card = reply.custom || {};
  const element = el("div", "message hotline");
  element.tabIndex = -1;
  element.append(el("span", "visually-hidden", "热线："));
  if (card.type === "notice") {
    element.classList.add("wide");
    element.append(noticeCard(card));
  } else if (card.type === "emergency") {
    element.classList.add("wide");
    element.append(emergencyCard(card, reply.text || ""));
  } else if (card.type === "situation") {
    element.append(situationQuestion(reply.text || ""));
  } else {
    element.append(bubble(reply.text || ""));
  }
  return element;
}

function bubble(text) {
  return el("div", "bubble", ...text.split("\n").map((line) =>
    el("span", ASIDE.test(line) ? "aside" : "paragraph", line ? withPhones(line) : "\u00a0")));
}

/** “问题（为什么问）”：问题要醒目，为什么小一号。 */
function situationQuestion(text) {
  const [, question, why] = /^([^（]+)（([^]+)）$/.exec(text) || [text, text, ""];
  const element = el("div", "bubble", el("span", "question", withPhones(question)));
  if (why) element.append(el("span", "why", withPhones(why)));
  return element;
}

/** 最先是能拨的电话，然后才是话。 */
function emergencyCard(card, text) {
  const calls = el("ul", "");
  for (const call of card.call || []) {
    const line = phoneLink(call.number,
      el("span", "number", el("span", "", "拨打 "), call.number),
      el("span", "remark", call.verified ? call.note : `${call.note}（未核实）`.replace("尚未核实（未核实）", "尚未核实")));
    calls.append(el("li", call.verified ? "" : "unverified", line));
  }
  const [firstLine, ...then] = text.split("\n");
  const element = el("div", "emergency", calls, el("p", "first-line", firstLine), el("p", "then", then.join("\n")));
  element.setAttribute("role", "alert");
  return element;
}
