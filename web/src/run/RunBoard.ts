import { defineComponent, h } from 'vue';
import type { Stream } from '../api/series';
import type { LiveFeed } from '../live/LiveFeed';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { ErrorNotice } from '../ui/Notice';
import { ChartSettings } from '../workspace/chartSettings';
import { keyList } from '../workspace/keyList';
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
    const keys = keyList({ entity, project, stream }, () => [props.run], live);
    return () => {
      if (!keys.answer.value.value) {
        const error = keys.answer.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => keys.answer.reload() }) : h('div', { class: 'page-loading' });
      }
      const isSystem = stream === 'system';
      const nothing = {
        title: t(isSystem ? 'run.noSystem' : 'workspace.noPanels'),
        text: t(isSystem ? 'run.noSystem.text' : 'run.noCharts.text'),
      };
      return h(PanelBoard, {
        context,
        keys: keys.numbers.value,
        ...(isSystem ? {} : { rich: keys.rich.value }),
        runs: [{ name: props.run, label: props.label, colour: colourOf(props.run) }],
        isLive: false,
        nothing: keys.numbers.value.length === 0 && (isSystem || keys.rich.value.length === 0) ? nothing : null,
      });
    };
  },
  { name: 'RunBoard', props: ['entity', 'project', 'run', 'label', 'stream', 'live'] },
);
