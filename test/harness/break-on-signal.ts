// Loaded into a process of the product by a test: at a signal something breaks that nobody foresaw.
process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new TypeError('Somebody at ada.sample@example.org broke this');
  });
});
