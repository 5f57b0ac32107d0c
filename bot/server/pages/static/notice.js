// 打印告知书。
const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());
