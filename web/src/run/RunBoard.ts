import { computed, defineComponent, h, onScopeDispose } from 'vue';
import { fetchKeys, type Stream } from '../api/series';
import type { LiveFeed } from '../live/LiveFeed';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { ErrorNotice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { ChartSettings } from '../workspace/chartSettings';
import { PanelBoard } from '../workspace/PanelBoard';
import { panelContext } from '../workspace/panelContext';

/** The charts of one run: its metrics, or those of the machine that it runs on. */
export const RunBoard = defineComponent<{
  entity: string;
  project: string;
  run: string;
  label: string;
  stream: Stream;
  live: LiveFeed;
}>(
  (props) => {
    const { entity, project, stream, live } = props;
    const settings = new ChartSettings(stream === 'system' ? 'relative' : 'step');
    const context = panelContext({ entity, project, stream }, settings, live);
    const keys = resource(
      () => [props.run],
      (runs, signal) => fetchKeys({ entity, project, runs, stream }, signal),
    );
    const names = computed(() =>
      (keys.value.value ?? []).filter((key) => key.types.includes('number') && !key.name.startsWith('_')).map((key) => key.name),
    );
    onScopeDispose(
      live.listen((event) => {
        if (event.kind !== 'rows' || event.stream !== stream || keys.isLoading.value) return;
        const known = new Set((keys.value.value ?? []).map((key) => key.name.split('.')[0]));
        if (event.rows.some((row) => Object.keys(row).some((key) => !known.has(key.split('.')[0] ?? key)))) keys.reload();
      }),
    );
    return () => {
      if (!keys.value.value) {
        const error = keys.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => keys.reload() }) : h('div', { class: 'page-loading' });
      }
      const isSystem = stream === 'system';
      const nothing = {
        title: t(isSystem ? 'run.noSystem' : 'workspace.noPanels'),
        text: t(isSystem ? 'run.noSystem.text' : 'run.noCharts.text'),
      };
      return h(PanelBoard, {
        context,
        keys: names.value,
        runs: [{ name: props.run, label: props.label, colour: colourOf(props.run) }],
        isLive: false,
        nothing: names.value.length === 0 ? nothing : null,
      });
    };
  },
  { name: 'RunBoard', props: ['entity', 'project', 'run', 'label', 'stream', 'live'] },
);
