import { defineComponent, h, onBeforeUnmount, onMounted, ref, shallowRef, watch, type VNode } from 'vue';
import { HomePage } from '../home/HomePage';
import { RunPage, tabOf } from '../run/RunPage';
import { t } from '../text/text';
import { ErrorNotice, NotFound } from '../ui/Notice';
import { WorkspacePage } from '../workspace/WorkspacePage';
import { CommandPalette } from './CommandPalette';
import { Header } from './Header';
import { projectPage } from './projectPages';
import { listenToKeys } from './keyboard';
import { artifactOrJobPage, isOfProject, ownPage } from './pages';
import { isWorkspace } from './places';
import { place } from './router';
import { loadViewer, signInAddress, viewer } from './session';
import { ShortcutHelp } from './ShortcutHelp';

/** The whole UI: the header, the page that the address names, and what opens above it. */
export const App = defineComponent<Record<string, never>>(
  () => {
    const hasPalette = ref(false);
    const hasHelp = ref(false);
    const problem = shallowRef<unknown>(null);
    const load = (): void => {
      problem.value = null;
      loadViewer().catch((error: unknown) => (problem.value = error));
    };
    load();
    let stop: () => void = () => undefined;
    onMounted(() => {
      stop = listenToKeys({ palette: () => (hasPalette.value = true), help: () => (hasHelp.value = true) });
    });
    onBeforeUnmount(() => stop());
    watch(() => place.value.path, (path) => {
      document.title = path.length === 0 ? t('app.name') : `${path[path.length - 1] ?? ''} · ${t('app.name')}`;
    }, { immediate: true }); // prettier-ignore

    return () => [
      h('a', { class: 'skip', href: '#main' }, t('app.skip')),
      h(Header, { onPalette: () => (hasPalette.value = true), onHelp: () => (hasHelp.value = true) }),
      h('main', { id: 'main', tabindex: -1 }, [
        problem.value ? h(ErrorNotice, { error: problem.value, onRetry: load }) : (viewer.value !== undefined || isOfProject(place.value.path)) && page(),
      ]),
      hasPalette.value && h(CommandPalette, { onClose: () => (hasPalette.value = false), onHelp: () => (hasHelp.value = true) }),
      hasHelp.value && h(ShortcutHelp, { onClose: () => (hasHelp.value = false) }),
    ];
  },
  { name: 'App', props: [] },
);

/** The page at the address; the addresses are those that the official client prints. */
function page(): VNode {
  const [entity, project, kind, name, tab] = place.value.path;
  const own = ownPage(place.value.path);
  if (own) return own;
  if (entity === undefined) {
    if (viewer.value) return h(HomePage, { key: 'home' });
    location.replace(signInAddress());
    return h('div', { class: 'page-loading' });
  }
  if (project === undefined || (project === 'projects' && kind === undefined)) return h(HomePage, { key: entity, entity });
  const key = `${entity}/${project}`;
  const more = artifactOrJobPage(entity, project, kind, place.value.path.slice(3));
  if (more) return more;
  if (kind === 'runs' && name !== undefined) {
    return h(RunPage, { key: `${key}/${name}`, entity, project, run: name, tab: tabOf(tab) });
  }
  const ofRuns = projectPage(entity, project, kind, name);
  if (ofRuns) return ofRuns;
  return isWorkspace(place.value.path) ? h(WorkspacePage, { key, entity, project }) : h(NotFound, {});
}
