// 造页面元素。别人写的字一律当文字放进去，从不当 HTML。

/** el("p", "note", "字", 另一个元素) */
export function el(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function button(className, title, onClick) {
  const element = el("button", className, title);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

export function phoneLink(number, ...children) {
  const link = el("a", "", ...(children.length ? children : [number]));
  link.href = `tel:${number}`;
  return link;
}

/** 一段话；里面的 12345、12315 可以直接拨。 */
export function withPhones(text) {
  const HOTLINES = /(^|[^0-9A-Za-z.-])(12345|12315)(?![0-9A-Za-z元.])/g;
  const fragment = document.createDocumentFragment();
  let from = 0;
  for (let match = HOTLINES.exec(text); match; match = HOTLINES.exec(text)) {
    fragment.append(text.slice(from, match.index) + match[1], phoneLink(match[2]));
    from = HOTLINES.lastIndex;
  }
  fragment.append(text.slice(from));
  return fragment;
}
