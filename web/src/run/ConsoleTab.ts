import { computed, defineComponent, h, nextTick, onMounted, ref, watch, type VNode } from 'vue';
import { queryOf } from '../api/http';
import type { LogLine } from '../api/run';
import { keepSetting, setting } from '../app/settings';
import type { LiveFeed } from '../live/LiveFeed';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { ErrorNotice, Notice } from '../ui/Notice';
import { SearchField } from '../ui/SearchField';
import { matcher } from '../workspace/sections';
import { parseAnsi, plainText, type Piece } from './ansi';
import { consoleStore } from './consoleStore';

const NEAR_END = 40;

/** What a run printed, with its colours, as it is printed. */
export const ConsoleTab = defineComponent<{ entity: string; project: string; run: string; live: LiveFeed }>(
  (props) => {
    const { entity, project, run, live } = props;
    const store = consoleStore({ entity, project, run }, live);
    const query = ref('');
    const follows = ref(true);
    const hasTimes = ref(setting('console.times', 'off') === 'on');
    const scroller = ref<HTMLElement | null>(null);
    const shown = computed(() => {
      const lines = store.lines.value ?? [];
      const matches = matcher(query.value);
      return query.value ? lines.filter((line) => matches(plainText(line.line))) : lines;
    });

    async function toEnd(): Promise<void> {
      await nextTick();
      if (follows.value && scroller.value) scroller.value.scrollTop = scroller.value.scrollHeight;
    }
    watch(shown, () => void toEnd());
    onMounted(() => void toEnd());

    function scrolled(): void {
      const box = scroller.value;
      if (box) follows.value = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    }

    const bar = (): VNode =>
      h('div', { class: 'console-bar' }, [
        h(SearchField, { value: query.value, label: t('console.search'), onInput: (text) => (query.value = text) }),
        h('span', { class: 'faint' }, query.value ? t('console.matches', { n: shown.value.length }) : t('console.lines', { n: store.total.value })),
        h('span', { class: 'spacer' }),
        toggle(t('console.times'), hasTimes.value, (isOn) => {
          hasTimes.value = isOn;
          keepSetting('console.times', isOn ? 'on' : 'off');
        }),
        toggle(t('console.follow'), follows.value, (isOn) => {
          follows.value = isOn;
          void toEnd();
        }),
        h('a', { class: 'button', href: `/api/v1/export?${queryOf({ entity, project, run, stream: 'console', format: 'text' })}`, download: `${run}.log` },
          [h(Icon, { name: 'download' }), t('console.download')]), // prettier-ignore
      ]);

    return () => {
      const lines = store.lines.value;
      if (!lines) {
        const error = store.error.value;
        return error ? h(ErrorNotice, { error, onRetry: store.reload }) : h('div', { class: 'page-loading' });
      }
      if (lines.length === 0) return h(Notice, { title: t('console.empty'), text: t('console.empty.text'), icon: 'terminal' });
      return h('div', { class: 'console-tab' }, [
        bar(),
        h('div', { class: 'console', ref: scroller, onScroll: scrolled, tabindex: 0, role: 'log', 'aria-label': t('run.console') }, [
          store.hasEarlier() &&
            !query.value &&
            h('button', { class: 'button more', type: 'button', onClick: () => void store.loadEarlier() }, t('console.earlier')),
          ...shown.value.map((line) => lineNode(line, hasTimes.value)),
        ]),
      ]);
    };
  },
  { name: 'ConsoleTab', props: ['entity', 'project', 'run', 'live'] },
);

function toggle(name: string, isOn: boolean, set: (isOn: boolean) => void): VNode {
  return h('label', { class: 'check' }, [
    h('input', { type: 'checkbox', checked: isOn, onChange: (event: Event) => set((event.target as HTMLInputElement).checked) }),
    name,
  ]);
}

function lineNode(line: LogLine, hasTime: boolean): VNode {
  return h('div', { class: ['console-line', line.level === 'error' && 'error'], key: line.number }, [
    h('span', { class: 'line-number' }, String(line.number + 1)),
    hasTime && h('span', { class: 'line-time' }, line.timestamp?.slice(11, 19) ?? ''),
    h('span', { class: 'line-text' }, parseAnsi(line.line).map(pieceNode)),
  ]);
}

function pieceNode(piece: Piece): VNode | string {
  if (piece.classes.length === 0 && !piece.colour && !piece.background) return piece.text;
  return h('span', { class: piece.classes, style: { color: piece.colour ?? '', backgroundColor: piece.background ?? '' } }, piece.text);
}
