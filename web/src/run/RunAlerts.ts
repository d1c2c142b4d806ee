import { defineComponent, h } from 'vue';
import { fetchAlerts } from '../api/run';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { Icon } from '../ui/Icon';
import { resource } from '../ui/resource';

const MOST = 50;

/** What a run's program wanted people to know. */
export const RunAlerts = defineComponent<{ entity: string; project: string; run: string; changed: string }>(
  (props) => {
    const found = resource(
      () => ({ entity: props.entity, project: props.project, run: props.run, changed: props.changed }),
      ({ entity, project, run }, signal) => fetchAlerts({ entity, project, run }, signal),
    );
    return () => {
      const alerts = found.value.value ?? [];
      if (alerts.length === 0) return null;
      return h('section', { class: 'card alerts', 'aria-label': t('run.alerts') }, [
        h('h2', null, [t('run.alerts'), h('span', { class: 'count' }, String(alerts.length))]),
        h('ul', null, alerts.slice(0, MOST).map((alert) =>
          h('li', { key: alert.id, class: `alert-${alert.severity.toLowerCase()}` }, [
            h(Icon, { name: alert.severity === 'INFO' ? 'bell' : 'alert' }),
            h('div', null, [h('b', null, alert.title), h('p', null, alert.text)]),
            h('span', { class: 'faint' }, [ago(alert.createdAt)]),
          ]),
        )),
      ]); // prettier-ignore
    };
  },
  { name: 'RunAlerts', props: ['entity', 'project', 'run', 'changed'] },
);
