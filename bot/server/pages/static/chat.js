// 市民的对话页：发一句，等回答，显示出来。会话由服务器的 cookie 认，这里什么都不存。
import { button, el, phoneLink, withPhones } from "./elements.js";
import { replyElement } from "./replies.js";

const LONGEST_WAIT = 60000; // 毫秒
const FOLD_OVER = 600; // 市民的话超过多少字先折起来

const byId = (id) => document.getElementById(id);
const scroller = byId("scroller");
const conversation = byId("conversation");
const typing = byId("typing");
const composer = byId("composer");
const box = byId("utterance");
const send = byId("send");
const canHover = window.matchMedia("(hover: hover)").matches;
let isWaiting = false;

/** 没送成：对市民怎么说，重试有没有用。 */
class Undelivered extends Error {
  constructor(reason, canRetry) {
    super(reason);
    this.canRetry = canRetry;
  }
}

/** 说一句：title 是市民看到的，utterance 是发给热线的（按钮的两样不同）。 */
function say(title, utterance, wasKeyboard) {
  if (isWaiting) return;
  conversation.querySelectorAll(".choices, .failure").forEach((old) => old.remove());
  const message = citizenMessage(title);
  conversation.append(message);
  deliver({ message, utterance, key: newKey(), wasKeyboard });
}

/** 送出去；没送成时话还在，重试用同一个 key，服务器认得出是同一句。 */
async function deliver(saying) {
  const { message, utterance, key } = saying;
  wait(true);
  toNewest(message);
  let replies;
  try {
    replies = await exchange(utterance, key);
  } catch (failure) {
    wait(false);
    message.append(failureNote(failure, saying));
    toNewest(message);
    return;
  }
  wait(false);
  show(replies, saying);
}

async function exchange(utterance, key) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), LONGEST_WAIT);
  let answer;
  try {
    answer = await fetch("/webhooks/portal/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ message: utterance }),
      signal: abort.signal,
    });
    if (answer.ok) return (await answer.json()).replies;
  } catch {
    throw new Undelivered("这句话没有发出去，可能是网络断了。您的话还在，", true);
  } finally {
    clearTimeout(timer);
  }
  const problem = await answer.json().catch(() => ({}));
  if (answer.status === 413 || answer.status === 422) {
    throw new Undelivered(problem.detail || "这句话太长了，请分几次发。", false);
  }
  if (answer.status === 429) throw new Undelivered("问的人有点多，请过一会儿再试。您的话还在，", true);
  throw new Undelivered("抱歉，系统刚才没答上来。您的话还在，", true);
}

function show(replies, { wasKeyboard }) {
  const shown = replies.length ? replies : [{ text: "这句话没有得到答复。请换个说法，或者直接拨打12345。" }];
  const elements = shown.map((reply) => {
    const element = replyElement(reply);
    if (reply.buttons && reply.buttons.length) element.append(choices(reply.buttons));
    return element;
  });
  conversation.append(...elements);
  toNewest(elements[0]);
  if (wasKeyboard) elements[0].focus({ preventScroll: true });
  else if (canHover) box.focus({ preventScroll: true });
}

function citizenMessage(text) {
  const message = el("div", "message citizen", el("span", "visually-hidden", "您："), el("div", "bubble", text));
  if (text.length <= FOLD_OVER) return message;
  message.classList.add("long");
  const unfold = button("unfold", `展开全文（${text.length}字）`, () => {
    const isOpen = message.classList.toggle("unfolded");
    unfold.setAttribute("aria-expanded", String(isOpen));
    unfold.textContent = isOpen ? "收起" : `展开全文（${text.length}字）`;
  });
  unfold.setAttribute("aria-expanded", "false");
  message.append(unfold);
  return message;
}

function choices(buttons) {
  const group = el("div", "choices", ...buttons.map(({ title, payload }) =>
    button("", title, (event) => say(title, payload, event.detail === 0))));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "可以选");
  return group;
}

function failureNote({ message: reason, canRetry }, saying) {
  if (!canRetry) {
    const note = el("div", "failure", el("p", "", withPhones(reason)));
    note.append(button("", "改一改再发", () => takeBack(saying)));
    return note;
  }
  const note = el("div", "failure", el("p", "", reason, "请点“重试”；着急请直接拨打", phoneLink("12345"), "。"));
  note.append(button("retry", "重试", () => {
    if (isWaiting) return;
    note.remove();
    deliver(saying);
  }));
  return note;
}

/** 太长一类重试没有用的，把话放回输入框让市民改。 */
function takeBack({ message, utterance }) {
  if (isWaiting) return;
  message.remove();
  box.value = utterance;
  fit();
  box.focus();
}

function wait(starts) {
  isWaiting = starts;
  clearTimeout(wait.slow);
  typing.textContent = "";
  if (starts) {
    const dots = el("span", "dots", el("i", ""), el("i", ""), el("i", ""));
    dots.setAttribute("aria-hidden", "true");
    typing.append(dots, "正在为您查……");
    wait.slow = setTimeout(() => { typing.lastChild.textContent = "还在查，请再等一等……"; }, 8000);
  }
  document.querySelectorAll(".starter, #restart").forEach((control) => { control.disabled = starts; });
  fit();
}

/** 看得到最新的：装得下就滚到底，装不下就从最新一条的开头看起。 */
function toNewest(from) {
  const top = from.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - 12;
  const bottom = scroller.scrollHeight - scroller.clientHeight;
  scroller.scrollTop = Math.min(top, bottom);
}

/** 输入框随字数长高；没有字、正在等时不能发。 */
function fit() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
  send.disabled = isWaiting || !hasWords();
}

function hasWords() {
  return /[^\s\p{Cc}\p{Cf}]/u.test(box.value);
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (isWaiting || !hasWords()) return;
  const utterance = box.value.trim();
  box.value = "";
  if (canHover) box.focus();
  say(utterance, utterance, false);
});

box.addEventListener("input", fit);
box.addEventListener("keydown", (event) => {
  // 输入法还在选字时的回车不是发送。
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!send.disabled) send.click();
});

document.querySelectorAll(".starter").forEach((starter) => {
  starter.addEventListener("click", (event) => say(starter.textContent, starter.textContent, event.detail === 0));
});
byId("restart").addEventListener("click", (event) => say("重新开始", "/start_over", event.detail === 0));

fit();
if (canHover) box.focus({ preventScroll: true });
