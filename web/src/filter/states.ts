export const runStates = ['running', 'finished', 'failed', 'crashed', 'killed', 'preempted'] as const;
