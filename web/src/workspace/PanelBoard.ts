import { computed, defineComponent, h } from 'vue';
import { queryParameter } from '../app/router';
import { t } from '../text/text';
import { Notice } from '../ui/Notice';
import { SearchField } from '../ui/SearchField';
import { ChartSettingsMenu } from './ChartSettingsMenu';
import type { DrawnRun, PanelContext } from './panelContext';
import { PanelSection } from './PanelSection';
import { machinePartOf, matcher, prefixOf, sectionsOf } from './sections';

const FEW_KEYS = 60;
const OPEN_SECTIONS = 3;

/** All panels of some runs, in sections, with the search and the settings above them. */
export const PanelBoard = defineComponent<{
  context: PanelContext;
  keys: readonly string[];
  runs: readonly DrawnRun[];
  isLive: boolean;
  nothing: { title: string; text: string } | null;
}>(
  (props, { slots }) => {
    const query = queryParameter('panels');
    const prefix = props.context.stream === 'system' ? machinePartOf : prefixOf;
    const sections = computed(() => sectionsOf(props.keys.filter(matcher(query.value)), t('workspace.charts'), prefix));
    return () =>
      h('div', { class: 'board' }, [
        h('div', { class: 'board-bar' }, [
          slots['default']?.(),
          h(SearchField, {
            value: query.value,
            label: t('workspace.searchPanels'),
            onInput: (text) => (query.value = text),
          }),
          props.isLive && h('span', { class: 'live' }, [h('span', { class: 'live-dot' }), t('workspace.live')]),
          h(ChartSettingsMenu, { settings: props.context.settings, keys: props.keys }),
        ]),
        props.nothing
          ? h(Notice, { ...props.nothing, icon: 'chart' })
          : sections.value.length === 0 && query.value
            ? h(Notice, { title: t('workspace.noPanelMatch', { query: query.value }), icon: 'search' })
            : sections.value.map((section, index) =>
                h(PanelSection, {
                  key: section.name,
                  context: props.context,
                  section,
                  runs: props.runs,
                  isOpenAtFirst: props.keys.length <= FEW_KEYS || index < OPEN_SECTIONS,
                }),
              ),
      ]);
  },
  { name: 'PanelBoard', props: ['context', 'keys', 'runs', 'isLive', 'nothing'] },
);
