// 对一个账号能做的几步：怎么说、要不要写明为什么、点下去调哪个接口。
import { call, post } from "../client";
import type { StaffAccount, StaffToken } from "../types";

export type Step = "change" | "close" | "reopen" | "unlock" | "password" | "token";
export interface Filled {
  role: string;
  department: string;
  reason: string;
}
/** 办成以后要给看一次的。 */
export interface Once {
  title: string;
  secret: string;
  note: string;
}

const FIRST_PASSWORD = "只显示这一次。请当面或电话告诉本人，他登录后先换成自己的。";

interface StepForm {
  name: string;
  warns: string;
  asks: string; // 要写的一栏叫什么；空的不用写
  does: (username: string, filled: Filled) => Promise<Once | void>;
}

const path = (username: string) => `/staff/${encodeURIComponent(username)}`;

export const STEPS: Record<Step, StepForm> = {
  change: {
    name: "换角色",
    warns: "他登录着的页面、用着的令牌都会当场作废。",
    asks: "为什么换",
    does: async (username, { role, department, reason }) => {
      await call("PATCH", path(username), { role, department: department || null, reason });
    },
  },
  close: { name: "停用", warns: "他马上登不进来，登录着的页面、用着的令牌都作废。", asks: "为什么停用", does: (username, { reason }) => post(`${path(username)}/close`, { reason }) },
  reopen: { name: "启用", warns: "他可以凭原来的口令登录；以前的令牌不会恢复。", asks: "", does: (username) => post(`${path(username)}/reopen`) },
  unlock: { name: "解锁", warns: "请先问清是不是本人输错了口令。", asks: "", does: (username) => post(`${path(username)}/unlock`) },
  password: {
    name: "重置口令",
    warns: "原来的口令马上不能用，他登录着的页面都要重来。请先确认是本人要的。",
    asks: "",
    does: async (username) => {
      const { password } = await post<{ password: string }>(`${path(username)}/password`);
      return { title: `${username} 的头一个口令`, secret: password, note: FIRST_PASSWORD };
    },
  },
  token: {
    name: "发令牌",
    warns: "令牌的权限和这个账号一样，拿到它的程序能做这个账号能做的一切。",
    asks: "给哪个程序、做什么用",
    does: async (username, { reason }) => {
      const { number, token } = await post<{ number: string; token: string }>("/tokens", { username, purpose: reason });
      return { title: `令牌 ${number}`, secret: token, note: "只显示这一次。丢了就收回，另发一个。" };
    },
  },
};

export async function openAccount(username: string, { role, department }: Filled): Promise<Once> {
  const { password } = await post<{ password: string }>("/staff", { username, role, department: department || null });
  return { title: `${username} 的头一个口令`, secret: password, note: FIRST_PASSWORD };
}

export const revoke = (token: StaffToken) => call("DELETE", `/tokens/${token.number}`);
export const filledFrom = (account?: StaffAccount): Filled => ({ role: account?.role ?? "operator", department: account?.department ?? "", reason: "" });
