/** The variable that asks a child process to end with the one that started it. */
export const ENDS_WITH_PARENT = 'VIGIE_ENDS_WITH_PARENT';
