import { defineComponent, h } from 'vue';
import { messageOf } from './action';
import { Icon } from './Icon';

/** Why something that was asked for did not happen, beside where it was asked. */
export const Problem = defineComponent<{ error: unknown }>(
  (props) => () =>
    props.error ? h('p', { class: 'problem', role: 'alert' }, [h(Icon, { name: 'alert' }), messageOf(props.error)]) : null,
  { name: 'Problem', props: ['error'] },
);
