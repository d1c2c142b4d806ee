import { defineComponent, h } from 'vue';
import { pathTo } from '../app/router';
import { viewer } from '../app/session';
import { jobOfRun } from '../launch/launchSource';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { resource } from '../ui/resource';

/** Leads to the form that launches a run's job again; nothing for a run without a job. */
export const LaunchAgain = defineComponent<{ entity: string; project: string; run: string }>(
  (props) => {
    const job = resource(() => (viewer.value ? { entity: props.entity, project: props.project, run: props.run } : null), jobOfRun);
    return () =>
      job.value.value
        ? h('a', { class: 'button', href: `${pathTo(props.entity, props.project, 'launch')}?run=${encodeURIComponent(props.run)}`, title: t('launch.again'), 'aria-label': t('launch.again') }, [
            h(Icon, { name: 'rocket' }),
            h('span', { class: 'button-text' }, t('launch.again')),
          ])
        : null;
  },
  { name: 'LaunchAgain', props: ['entity', 'project', 'run'] },
);
