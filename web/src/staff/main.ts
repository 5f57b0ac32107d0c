// 工作人员的几页：先认人，再取要的那一页。
import { createApp } from "vue";
// 部件库的样式只取用到的几样：整份有三百多千字节，取完才画第一笔。
import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-icon.css";
import "element-plus/theme-chalk/el-overlay.css";
import "element-plus/theme-chalk/el-button.css";
import "element-plus/theme-chalk/el-tag.css";
import "element-plus/theme-chalk/el-badge.css";
import "element-plus/theme-chalk/el-dialog.css";
import "element-plus/theme-chalk/el-message.css";
import "./staff.css";
import "./forms.css";
import "./tables.css";
import StaffApp from "./StaffApp.vue";

createApp(StaffApp).mount("#staff");
