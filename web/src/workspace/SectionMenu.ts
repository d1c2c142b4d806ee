import { defineComponent, h, type VNode } from 'vue';
import type { Board } from '../panels/panelProps';
import { t } from '../text/text';
import { Popover } from '../ui/Popover';

/** Heights and widths that all panels of a section can have at once. */
const sizes = [
  ['small', { columns: 1, height: 200 }],
  ['medium', { columns: 1, height: 268 }],
  ['large', { columns: 2, height: 400 }],
] as const;

/** What can be done with a section, without a mouse too. */
export const SectionMenu = defineComponent<{ board: Board; section: string }>(
  (props) => () =>
    h(Popover, { icon: 'ellipsis', label: t('panel.sectionMenu') }, () => {
      const { board, section } = props;
      const names = board.sections().map((one) => one.name);
      const place = names.indexOf(section);
      const panels = board.sections()[place]?.panels ?? [];
      return h('div', { class: 'menu' }, [
        ...sizes.map(([name, size]) => item(t(`panel.size.${name}`), () => board.edits.resizeAll(panels.map((panel) => panel.id), size))),
        place > 0 && item(t('panel.sectionUp'), () => board.edits.moveSection(section, names, names[place - 1] ?? null)),
        place < names.length - 1 && item(t('panel.sectionDown'), () => board.edits.moveSection(section, names, names[place + 2] ?? null)),
      ]);
    }),
  { name: 'SectionMenu', props: ['board', 'section'] },
);

function item(label: string, onPress: () => void): VNode {
  return h('button', { type: 'button', class: 'menu-item', key: label, 'data-close': '', onClick: onPress }, label);
}
