import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { Popover } from '../ui/Popover';
import type { PanelProps } from './panelProps';

/** What can be done with a panel; everything that dragging does is here too, for the keyboard. */
export const PanelMenu = defineComponent<{ panel: PanelProps; onEmbed: () => void }>(
  (props) => () => {
    const { board, section, spec } = props.panel;
    return h(Popover, { icon: 'ellipsis', label: t('panel.menu') }, () => {
      const sections = board.sections();
      const ids = sections.find((one) => one.name === section)?.panels.map((panel) => panel.id) ?? [];
      const place = ids.indexOf(spec.id);
      const moveTo = (before: string | null): void => board.edits.move(spec.id, { section, ids, before });
      return h('div', { class: 'menu' }, [
        item('pencil', t('panel.edit'), () => board.onEdit(spec, section)),
        place > 0 && item('left', t('panel.moveBack'), () => moveTo(ids[place - 1] ?? null)),
        place < ids.length - 1 && item('right', t('panel.moveOn'), () => moveTo(ids[place + 2] ?? null)),
        h('label', { class: 'menu-field' }, [
          t('panel.section'),
          h('input', {
            class: 'text-input', list: 'board-sections', value: section || t('workspace.charts'), onChange: (event: Event) => {
              const typed = (event.target as HTMLInputElement).value.trim();
              const name = typed === t('workspace.charts') ? '' : typed;
              const there = sections.find((one) => one.name === name)?.panels.map((panel) => panel.id) ?? [];
              if (name !== section) board.edits.move(spec.id, { section: name, ids: there, before: null });
            },
          }),
          h('datalist', { id: 'board-sections' }, sections.map((one) => h('option', { key: one.name, value: one.name || t('workspace.charts') }))),
        ]), // prettier-ignore
        item('external', t('embed.item'), () => props.onEmbed()),
        item('trash', t('panel.remove'), () => board.edits.remove(spec)),
      ]);
    });
  },
  { name: 'PanelMenu', props: ['panel', 'onEmbed'] },
);

function item(icon: IconName, label: string, onPress: () => void): ReturnType<typeof h> {
  return h('button', { type: 'button', class: 'menu-item', 'data-close': '', onClick: onPress }, [h(Icon, { name: icon }), label]);
}
