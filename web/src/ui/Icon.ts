import { defineComponent, h, type VNode } from 'vue';
import { icons, type IconName } from './icons';

/** Each drawing as the browser has read it, to be copied: reading it anew for each button takes ten times as long. */
const drawings = new Map<IconName, DocumentFragment>();

function drawing(name: IconName): Node {
  let known = drawings.get(name);
  if (!known) {
    const template = document.createElement('template');
    template.innerHTML = icons[name];
    drawings.set(name, (known = template.content));
  }
  return known.cloneNode(true);
}

const draw = ({ el, key }: VNode): void => (el as HTMLElement).replaceChildren(drawing(key as IconName));

/** A drawing without a meaning of its own; what it stands for is said by the text or label beside it. */
export const icon = (name: IconName): VNode => h('span', { key: name, class: 'icon', 'aria-hidden': 'true', onVnodeBeforeMount: draw });

/** The same as a component. */
export const Icon = defineComponent<{ name: IconName }>((props) => () => icon(props.name), { name: 'Icon', props: ['name'] });
