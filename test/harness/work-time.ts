/** Begins to measure; gives the milliseconds in which this thread has worked since. What others do on the machine meanwhile does not count. */
export function workTime(): () => number {
  const began = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / 1000;
  };
}
