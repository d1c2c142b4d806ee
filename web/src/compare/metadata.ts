import type { RunDetails } from '../api/run';
import type { Json } from '../api/json';
import { formatDate, formatDuration } from '../format/times';
import { language, t } from '../text/text';

/** What a run's machine and program were, by the names that people read. */
export function metadataOf(run: RunDetails): Json {
  const { info } = run;
  const seconds = (new Date(run.heartbeatAt).getTime() - new Date(run.createdAt).getTime()) / 1000;
  const all: Record<string, Json | undefined> = {
    [t('field.state')]: run.state,
    [t('field.created_at')]: formatDate(run.createdAt, language.value),
    [t('field.duration')]: formatDuration(seconds),
    [t('field.username')]: run.user?.username,
    [t('field.group')]: run.group,
    [t('field.job_type')]: run.jobType,
    [t('field.tags')]: run.tags.length > 0 ? run.tags.join(', ') : undefined,
    [t('field.notes')]: run.notes,
    [t('field.host')]: run.host,
    [t('field.exitcode')]: run.exitcode,
    [t('compare.steps')]: run.historyLineCount,
    [t('compare.program')]: info?.program,
    [t('compare.args')]: info?.args?.join(' '),
    [t('compare.python')]: info?.python,
    [t('compare.os')]: info?.os,
    [t('compare.cpu')]: info?.cpuCount,
    [t('compare.gpu')]: info?.gpu && `${info.gpuCount ?? 1} × ${info.gpu}`,
    [t('compare.git')]: info?.git?.remote,
    [t('field.commit')]: info?.git?.commit ?? run.commit,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null && entry[1] !== ''));
}
