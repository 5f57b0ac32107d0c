import { expect, test } from "vitest";
import { hasWords, questionAndWhy, sameSaidOnce, sayDay, saySize, withPhones } from "../src/chat/plain_text";

test.each([
  ["请打12345。", ["12345"]],
  ["12315或者12345", ["12315", "12345"]],
  ["罚款12345元", []],
  ["编号T12345", []],
  ["0931-12345", []],
  ["没有电话", []],
])("“%s”里能拨的是 %j", (text, phones) => {
  const pieces = withPhones(text);
  expect(pieces.filter((piece) => piece.phone).map((piece) => piece.phone)).toEqual(phones);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
});

test("括号里的是为什么问", () => {
  expect(questionAndWhy("本人来吗？（代办要带委托书）")).toEqual(["本人来吗？", "代办要带委托书"]);
  expect(questionAndWhy("本人来吗？")).toEqual(["本人来吗？", ""]);
});

test("同一句话只说一遍", () => {
  expect(sameSaidOnce([["地址", "尚未核实"], ["电话", "尚未核实"], ["窗口", "三号"]])).toEqual([["地址、电话", "尚未核实"], ["窗口", "三号"]]);
});

test("看不见的字不算话", () => {
  expect(hasWords(" \n\u200b\u3000")).toBe(false);
  expect(hasWords("好")).toBe(true);
});

test("日子和大小说得顺口", () => {
  expect(sayDay("2026-05-09")).toBe("5月9日");
  expect(saySize(2_340_000)).toBe("2.3兆");
  expect(saySize(120)).toBe("1千字节");
});
