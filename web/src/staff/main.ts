// 工作人员的几页：先认人，再取要的那一页。
import { createApp } from "vue";
import "element-plus/dist/index.css";
import "./staff.css";
import "./forms.css";
import "./tables.css";
import StaffApp from "./StaffApp.vue";

createApp(StaffApp).mount("#staff");
