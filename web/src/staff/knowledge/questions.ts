// 知识页上几样东西的样子。
export interface KnowledgeFile {
  path: string;
  name: string;
  department: string | null;
  version: string;
  reviewed_on: string;
  valid_until: string;
  entries: number | null;
}

export interface Question {
  number: number;
  said: string;
  alike: string[];
  kinds: number;
  times: number;
  department: string | null;
  first_at: string;
  last_at: string;
}

/** 没答上来的怎么办，和接口的路同名。 */
export type Way = "answer" | "correction" | "dismiss";

/** faq/credit.yml → credit；不是问答文件的是空的。 */
export const topicOf = (path: string) => /^faq\/([a-z_]+)\.yml$/.exec(path)?.[1] ?? "";

/** service_items/food/food_operation_license_new.yml → food_operation_license_new。 */
export const itemOf = (path: string) => /^service_items\/[a-z_]+\/([a-z0-9_]+)\.yml$/.exec(path)?.[1] ?? "";
