import { defineComponent, h } from 'vue';
import { isTextKey, t } from '../text/text';

/** A run's state: a shape and a colour, and its name for who sees neither. */
export const StateBadge = defineComponent<{ state: string; compact?: boolean }>(
  (props) => () => {
    const key = `run.${props.state}`;
    const name = isTextKey(key) ? t(key) : props.state;
    return h('span', { class: ['state', `state-${props.state}`, props.compact && 'compact'], title: name }, [
      h('span', { class: 'state-dot', 'aria-hidden': 'true' }),
      h('span', { class: props.compact ? 'visually-hidden' : '' }, name),
    ]);
  },
  { name: 'StateBadge', props: ['state', 'compact'] },
);
