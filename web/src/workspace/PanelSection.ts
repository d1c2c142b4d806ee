import { defineComponent, h, ref } from 'vue';
import { keepSetting, setting } from '../app/settings';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { ChartPanel } from './ChartPanel';
import type { DrawnRun, PanelContext } from './panelContext';
import type { Section } from './sections';

const AT_FIRST = 24;
const MORE = 48;

/** A foldable row of panels; of very many only the first are made until more are asked for. */
export const PanelSection = defineComponent<{
  context: PanelContext;
  section: Section;
  runs: readonly DrawnRun[];
  isOpenAtFirst: boolean;
}>(
  (props) => {
    const place = `section.${props.context.entity}/${props.context.project}/${props.section.name}`;
    const isOpen = ref(setting(place, props.isOpenAtFirst ? 'open' : 'folded') === 'open');
    const limit = ref(AT_FIRST);
    function toggle(): void {
      isOpen.value = !isOpen.value;
      keepSetting(place, isOpen.value ? 'open' : 'folded');
    }
    return () => {
      const { section } = props;
      const rest = section.keys.length - limit.value;
      return h('section', { class: 'panel-section' }, [
        h('h2', null, [
          h('button', { type: 'button', class: 'fold', 'aria-expanded': isOpen.value, onClick: toggle }, [
            h(Icon, { name: isOpen.value ? 'chevronDown' : 'chevronRight' }),
            section.name,
            h('span', { class: 'count' }, formatCount(section.keys.length)),
          ]),
        ]),
        isOpen.value &&
          h('div', { class: 'panel-grid' }, section.keys.slice(0, limit.value).map((name) =>
            h(ChartPanel, { key: name, context: props.context, name, runs: props.runs }),
          )), // prettier-ignore
        isOpen.value &&
          rest > 0 &&
          h('button', { type: 'button', class: 'button more', onClick: () => (limit.value += MORE) }, t('chart.more', { n: rest })),
      ]);
    };
  },
  { name: 'PanelSection', props: ['context', 'section', 'runs', 'isOpenAtFirst'] },
);
