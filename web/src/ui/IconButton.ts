import { defineComponent, h, type VNode } from 'vue';
import { icon } from './Icon';
import type { IconName } from './icons';

interface Props {
  icon: IconName;
  label: string;
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  onPress: () => void;
}

/** A button that shows only an icon; its label is its name and its tooltip. For lists, where components would be many. */
export const iconButton = (props: Props): VNode =>
  h('button', {
    type: 'button', class: 'icon-button', title: props.label, 'aria-label': props.label, 'aria-pressed': props.pressed,
    'aria-expanded': props.expanded, disabled: props.disabled, onClick: props.onPress,
  }, [icon(props.icon)]); // prettier-ignore

/** The same as a component. */
export const IconButton = defineComponent<Props>((props) => () => iconButton(props), {
  name: 'IconButton', props: ['icon', 'label', 'pressed', 'expanded', 'disabled', 'onPress'],
}); // prettier-ignore
