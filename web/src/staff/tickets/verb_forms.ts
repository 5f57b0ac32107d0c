// 工单上每一步怎么填：一行一个动词，和接口的动词同名。
export interface Field {
  name: string;
  label: string;
  type: "text" | "long" | "department" | "departments" | "grounds" | "resolution" | "pause" | "clock" | "yes_no" | "ticket" | "link";
  required?: boolean;
}

export interface VerbForm {
  name: string;
  fields: Field[];
  /** 点之前要知道的。 */
  note?: string;
  style?: "primary" | "danger";
}

const reason = (label: string, required = true): Field => ({ name: "reason", label, type: "long", required });

export const VERB_FORMS: Record<string, VerbForm> = {
  accept: { name: "签收", fields: [], style: "primary", note: "签收以后由本科室主办，首问责任交到这里。" },
  dispatch: { name: "派单", style: "primary", fields: [{ name: "to", label: "派给", type: "department", required: true }, { name: "supporting", label: "协办", type: "departments" }, reason("为什么派给它", false)] },
  return: { name: "退回坐席", fields: [reason("为什么不归本科室，归哪里")], note: "只退回坐席重新派，不能自行转给别的科室；期限不因退单重算。" },
  "accept-complaint": { name: "决定受理", style: "primary", fields: [reason("说明", false)] },
  contact: { name: "记联系", fields: [reason("跟市民说了什么")] },
  reply: { name: "答复市民", style: "primary", fields: [reason("答复全文")] },
  resolve: { name: "办结", style: "primary", fields: [{ name: "outcome", label: "结果", type: "resolution", required: true }, reason("怎么办的")] },
  "follow-up": { name: "回访", fields: [{ name: "satisfied", label: "满意", type: "yes_no", required: true }, reason("市民怎么说", false)] },
  extend: { name: "延期", fields: [{ name: "time_limit", label: "哪个期限", type: "clock", required: true }, { name: "approved_by", label: "谁批准的", type: "text", required: true }, reason("为什么要延")], note: "要有批准的人。" },
  pause: { name: "停表", fields: [{ name: "cause", label: "缘由", type: "pause", required: true }, reason("等什么")] },
  resume: { name: "恢复计时", fields: [reason("说明", false)] },
  supplement: { name: "补充材料", fields: [reason("补充的内容")] },
  urge: { name: "催办", fields: [reason("说明", false)] },
  clue: { name: "报违法线索", fields: [reason("发现了什么")] },
  reopen: { name: "重办", fields: [reason("为什么要重办")] },
  link: { name: "关联工单", fields: [{ name: "other_no", label: "另一张的编号", type: "ticket", required: true }, { name: "kind", label: "怎么连", type: "link", required: true }, reason("说明", false)] },
  merge: { name: "并单", fields: [{ name: "into", label: "并入哪一张", type: "ticket", required: true }, reason("为什么并")], note: "只有同一个人的同一件事才能并。" },
  separate: { name: "拆单", fields: [reason("为什么拆")] },
  archive: { name: "归档", fields: [reason("说明", false)] },
  decline: { name: "不予受理", style: "danger", fields: [{ name: "grounds", label: "属于哪种情形", type: "grounds", required: true }, reason("这件事为什么属于它")], note: "只能由人决定。下面的理由、依据和其他途径会一并告知市民。" },
};

/** 按钮的次序：先是往前走的，最后是不予受理。 */
export const VERB_ORDER = Object.keys(VERB_FORMS);

export type Filled = Record<string, string | string[]>;

export const emptyForm = (form: VerbForm | null): Filled => Object.fromEntries((form?.fields ?? []).map((field) => [field.name, ["departments", "grounds"].includes(field.type) ? [] : ""]));

/** 必填还没填的几样。 */
export const missingIn = (form: VerbForm, filled: Filled) => form.fields.filter((field) => field.required && !filled[field.name]?.length).map((field) => field.label).join("、");

/** 填了的几样，照接口的写法。 */
export function bodyOf(form: VerbForm, filled: Filled): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of form.fields) {
    const value = filled[field.name];
    if (value?.length) body[field.name] = field.type === "yes_no" ? value === "yes" : value;
  }
  return body;
}
