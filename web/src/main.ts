import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';
import './theme/shell.css';
import './theme/charts.css';
import './theme/pages.css';
import './theme/table.css';
import './theme/panels.css';
import './theme/forms.css';
import './theme/records.css';
import './theme/launch.css';
import './theme/artifacts.css';
import './theme/account.css';
import './theme/run.css';
import './theme/embed.css';
import './theme/sweeps.css';
import { createApp } from 'vue';
import { App } from './app/App';
import { lazyPage } from './app/lazyPage';
import { followLinks, place } from './app/router';
import { language } from './text/text';
import { followTheme } from './theme/theme';

followTheme();
followLinks();
document.documentElement.lang = language.value;
// A panel on another page is nobody's: it knows no session and needs nothing else of the UI.
const EmbeddedPanel = lazyPage(() => import('./embed/EmbedPage').then((code) => code.EmbeddedPanel));
createApp(place.value.path[0] === 'embed' ? EmbeddedPanel : App).mount('#app');
