import { defineComponent, h } from 'vue';
import { fetchRunEvents } from '../api/run';
import { pathTo } from '../app/router';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { Icon } from '../ui/Icon';
import { resource } from '../ui/resource';

/** Alerts that a run raised, the steps that it was rewound to, and the runs that were forked from it. */
export const RunEvents = defineComponent<{ entity: string; project: string; run: string; alertsOf: string }>(
  (props) => {
    const events = resource(
      () => ({ entity: props.entity, project: props.project, run: props.run, alertsOf: props.alertsOf }),
      ({ entity, project, run }, signal) => fetchRunEvents({ entity, project, run }, signal),
    );
    return () => {
      const found = events.value.value;
      if (!found) return null;
      const { alerts, rewinds, forks } = found;
      return [
        alerts.length > 0 &&
          h('section', { class: 'card alerts', 'aria-label': t('run.alerts') }, [
            h('h2', null, [t('run.alerts'), h('span', { class: 'count' }, String(alerts.length))]),
            h('ul', null, alerts.slice(0, 50).map((alert) =>
              h('li', { key: alert.id, class: `alert-${alert.severity.toLowerCase()}` }, [
                h(Icon, { name: alert.severity === 'INFO' ? 'bell' : 'alert' }),
                h('div', null, [h('b', null, alert.title), h('p', null, alert.text)]),
                h('span', { class: 'faint' }, [ago(alert.createdAt)]),
              ]),
            )), // prettier-ignore
          ]),
        (rewinds.length > 0 || forks.length > 0) &&
          h('section', { class: 'card history' }, [
            ...rewinds.map((one) => h('p', { key: one.at }, [h(Icon, { name: 'history' }), t('run.rewound', { step: one.step }), h('span', { class: 'faint' }, [ago(one.at)])])),
            forks.length > 0 && h('p', null, [h(Icon, { name: 'branch' }), t('run.forks'), ...forks.map((fork) => h('a', { class: 'link', key: fork.name, href: pathTo(props.entity, props.project, 'runs', fork.name) }, fork.displayName))]),
          ]),
      ];
    };
  },
  { name: 'RunEvents', props: ['entity', 'project', 'run', 'alertsOf'] },
);
