import { defineComponent, h, type VNode } from 'vue';
import { isTextKey, t } from '../text/text';

/** A run's state: a shape and a colour, and its name for who sees neither. */
export function stateBadge(state: string, isCompact = false): VNode {
  const key = `run.${state}`;
  const name = isTextKey(key) ? t(key) : state;
  return h('span', { class: ['state', `state-${state}`, isCompact && 'compact'], title: name }, [
    h('span', { class: 'state-dot', 'aria-hidden': 'true' }),
    h('span', { class: isCompact ? 'visually-hidden' : '' }, name),
  ]);
}

/** The same as a component. */
export const StateBadge = defineComponent<{ state: string; compact?: boolean }>((props) => () => stateBadge(props.state, props.compact), {
  name: 'StateBadge', props: ['state', 'compact'],
}); // prettier-ignore
