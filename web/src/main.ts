import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';
import './theme/shell.css';
import './theme/charts.css';
import './theme/pages.css';
import './theme/table.css';
import './theme/panels.css';
import { createApp } from 'vue';
import { App } from './app/App';
import { followLinks } from './app/router';
import { language } from './text/text';
import { followTheme } from './theme/theme';

followTheme();
followLinks();
document.documentElement.lang = language.value;
createApp(App).mount('#app');
