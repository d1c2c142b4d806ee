import '../app/shared';
import { defineComponent, h } from 'vue';
import { fetchQueues } from '../api/launch';
import { pathTo, queryParameter } from '../app/router';
import { t } from '../text/text';
import { Notice } from '../ui/Notice';
import { fetched } from '../ui/fetched';
import { resource } from '../ui/resource';
import { Snippet } from '../ui/Snippet';
import { LaunchForm } from './LaunchForm';
import { fetchLaunchSource } from './launchSource';

/** Launches a job, or a run's job again with changes. */
export const LaunchPage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const { entity, project } = props;
    const [run, job, item] = [queryParameter('run'), queryParameter('job'), queryParameter('item')];
    const start = resource(
      () => ({ entity, project, run: run.value, job: job.value, item: item.value }),
      async (asked, signal) => {
        const [source, queues] = await Promise.all([fetchLaunchSource(asked, signal), fetchQueues({ entity, project }, signal)]);
        return { source, queues };
      },
    );
    return () =>
      fetched(start, ({ source, queues }) => {
        if (!source) {
          return h(Notice, { title: t('launch.noJob'), text: t('launch.noJob.text'), icon: 'rocket' }, () => [
            h(Snippet, { text: 'run = wandb.init(settings=wandb.Settings(disable_job_creation=False))\nrun.log_code(".")' }),
            h('a', { class: 'button', href: pathTo(entity, project, 'jobs') }, t('job.title')),
          ]);
        }
        if (queues.length === 0) {
          return h(Notice, { title: t('queue.none'), text: t('launch.noQueue.text'), icon: 'layers' }, () => [
            h('a', { class: 'button primary', href: pathTo(entity, project, 'queues') }, t('queue.title')),
          ]);
        }
        return h(LaunchForm, { key: source.job, entity, project, source, queues });
      });
  },
  { name: 'LaunchPage', props: ['entity', 'project'] },
);
