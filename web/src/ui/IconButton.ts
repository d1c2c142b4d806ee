import { defineComponent, h } from 'vue';
import { Icon } from './Icon';
import type { IconName } from './icons';

/** A button that shows only an icon; its label is its name and its tooltip. */
export const IconButton = defineComponent<{
  icon: IconName;
  label: string;
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  onPress: () => void;
}>(
  (props) => () =>
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        title: props.label,
        'aria-label': props.label,
        'aria-pressed': props.pressed,
        'aria-expanded': props.expanded,
        disabled: props.disabled,
        onClick: props.onPress,
      },
      [h(Icon, { name: props.icon })],
    ),
  { name: 'IconButton', props: ['icon', 'label', 'pressed', 'expanded', 'disabled', 'onPress'] },
);
