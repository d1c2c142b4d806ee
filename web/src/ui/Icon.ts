import { defineComponent, h } from 'vue';
import { icons, type IconName } from './icons';

/** A drawing without a meaning of its own; what it stands for is said by the text or label beside it. */
export const Icon = defineComponent<{ name: IconName }>(
  (props) => () => h('span', { class: 'icon', 'aria-hidden': 'true', innerHTML: icons[props.name] }),
  { name: 'Icon', props: ['name'] },
);
