import { defineComponent, h } from 'vue';
import { formatCount } from '../format/numbers';
import { isTextKey, t } from '../text/text';

/** How many runs are in which state; states without runs are left out. */
export const GroupStates = defineComponent<{ states: ReadonlyMap<string, number> }>(
  (props) => () =>
    h('span', { class: 'group-states' }, [...props.states].filter(([, count]) => count > 0).map(([state, count]) => {
      const key = `run.${state}`;
      const name = isTextKey(key) ? t(key) : state;
      return h('span', { key: state, class: ['state', `state-${state}`], title: name }, [
        h('span', { class: 'state-dot', 'aria-hidden': 'true' }),
        h('span', { class: 'visually-hidden' }, name),
        formatCount(count),
      ]);
    })), // prettier-ignore
  { name: 'GroupStates', props: ['states'] },
);
