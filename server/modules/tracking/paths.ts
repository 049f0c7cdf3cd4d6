/** Below which addresses links and images of tracked messages lead. */
export const clickPath = '/c';
export const openPath = '/o';
