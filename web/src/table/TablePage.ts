import { defineComponent, h, shallowRef, type VNode } from 'vue';
import { RunsNav } from '../app/RunsNav';
import { QueryButtons } from '../filter/QueryButtons';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { ErrorNotice, NotFound, Notice } from '../ui/Notice';
import { MenuButton } from '../ui/MenuButton';
import { SearchField } from '../ui/SearchField';
import { Snackbar } from '../ui/Snackbar';
import { loggingLines, Snippet } from '../ui/Snippet';
import { ViewMenu } from '../views/ViewMenu';
import { ColumnChooser } from './ColumnChooser';
import { exportTable, type TableFormat } from './exportRuns';
import { RunGrid } from './RunGrid';
import { SelectionBar } from './SelectionBar';
import { TableModel } from './TableModel';

const formats: readonly TableFormat[] = ['csv', 'json'];

/** All runs of a project as a table. */
export const TablePage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const { entity, project } = props;
    const model = new TableModel(entity, project);
    const { query } = model;
    const isExportOpen = shallowRef(false);
    const save = (format: TableFormat, onlyChosen: boolean): void => {
      isExportOpen.value = false;
      void exportTable(model, format, onlyChosen);
    };

    function bar(): VNode {
      const chosen = model.selection.runs.value.size;
      const { total } = model;
      return h('div', { class: 'table-bar' }, [
        h(ViewMenu, { entity, project, kind: 'table' }),
        h('div', { class: 'table-search' }, [
          h(SearchField, {
            value: query.search, label: t('workspace.searchRuns'),
            invalid: query.isRegex && model.error !== null && model.error !== undefined, onInput: (text) => (query.search = text),
          }),
          h('button', {
            type: 'button', class: 'icon-button regex', title: t('workspace.regex'), 'aria-label': t('workspace.regex'), 'aria-pressed': query.isRegex,
            onClick: () => (query.isRegex = !query.isRegex),
          }, '.*'),
        ]),
        h(QueryButtons, { query, source: model.fields, isFilterOpen: model.isFilterOpen }),
        query.groups.length > 0 && [
          h(IconButton, { icon: 'chevronDown', label: t('table.openAll'), onPress: () => model.setAllGroups(true) }),
          h(IconButton, { icon: 'chevronRight', label: t('table.foldAll'), onPress: () => model.setAllGroups(false) }),
        ],
        h(MenuButton, { icon: 'columns', label: t('columns.title'), kind: 'choice' }, () => h(ColumnChooser, { model })),
        h('span', { class: 'spacer' }),
        h('span', { class: 'table-count faint' }, total === null || !model.isCounted || query.groups.length > 0 ? '' : t('table.count', { n: total })),
        h(MenuButton, { icon: 'download', label: t('chart.export'), edge: 'right', isOpen: isExportOpen }, () =>
          h('div', { class: 'menu' }, formats.flatMap((format) => [
            h('button', {
              type: 'button', class: 'menu-item', key: format, onClick: () => save(format, false),
            }, t('table.exportAll', { format: format.toUpperCase() })),
            chosen > 0 && h('button', {
              type: 'button', class: 'menu-item', key: `${format} chosen`, onClick: () => save(format, true),
            }, t('table.exportChosen', { format: format.toUpperCase(), n: chosen })),
          ]))),
      ]); // prettier-ignore
    }

    function body(): VNode {
      const { error, total } = model;
      if (error && (total === null || total === 0 || query.isFiltered)) {
        if (query.isFiltered) {
          return h(Notice, { title: t('table.badFilter'), text: error instanceof Error ? error.message : String(error), icon: 'alert' }, () => [
            h('button', { class: 'button', type: 'button', onClick: () => query.clear() }, t('table.clearFilters')),
          ]);
        }
        return h(ErrorNotice, { error, onRetry: () => model.reload() });
      }
      if (total !== 0) return h(RunGrid, { model });
      if (query.isFiltered) {
        return h(Notice, { title: t('workspace.noMatch'), text: t('workspace.noMatch.text'), icon: 'search' }, () => [
          h('button', { class: 'button', type: 'button', onClick: () => query.clear() }, t('table.clearFilters')),
        ]);
      }
      if (model.leaving.value.length > 0) return h(Notice, { title: t('table.allLeaving'), icon: 'trash' });
      return h(Notice, {
        title: t('workspace.empty'), text: t('workspace.empty.text'), icon: 'table',
      }, () => [h(Snippet, { text: loggingLines(project) })]);
    }

    return () => {
      if (model.isMissing) return h(NotFound, {});
      const { moreGroups } = model;
      return h('div', { class: 'table-page' }, [
        h(RunsNav, { entity, project, current: 'table' }),
        bar(),
        moreGroups !== null && h('p', { class: 'table-hint', role: 'status' }, t('table.moreGroups', { n: moreGroups })),
        body(),
        h(SelectionBar, { model }),
        h(Snackbar, {}),
      ]);
    };
  },
  { name: 'TablePage', props: ['entity', 'project'] },
);
