import { defineComponent, h, type VNode } from 'vue';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import type { BoardLayout } from './layout';
import type { Board } from './panelProps';

/** Adding panels, and what can be done with the board as a whole. */
export const BoardMenu = defineComponent<{ board: Board; layout: BoardLayout; isSystem: boolean }>(
  (props) => () => {
    const { board, layout } = props;
    const { hidden } = layout.state.value;
    return [
      !props.isSystem &&
        h(IconButton, {
          icon: 'plus', label: t('panel.add'),
          onPress: () => board.onEdit({ id: '', kind: 'line', title: '', keys: [], options: {} }, t('panel.mine')),
        }), // prettier-ignore
      (layout.text !== '' || layout.canUndo) &&
        h(Popover, { icon: 'undo', label: t('panel.boardMenu') }, () =>
          h('div', { class: 'menu' }, [
            layout.canUndo && item('left', t('panel.undo'), () => layout.undo()),
            hidden.length > 0 && item('eye', t('panel.showHidden', { n: hidden.length }), () => board.edits.showHidden()),
            layout.text !== '' && item('undo', t('panel.reset'), () => board.edits.reset()),
          ]),
        ),
    ];
  },
  { name: 'BoardMenu', props: ['board', 'layout', 'isSystem'] },
);

function item(icon: IconName, label: string, onPress: () => void): VNode {
  return h('button', { type: 'button', class: 'menu-item', key: label, 'data-close': '', onClick: onPress }, [h(Icon, { name: icon }), label]);
}
