/** Asked any number of times in one turn of the event loop, `run` runs once, at the next. */
export function atNextTurn(run: () => void): () => void {
  let isDue = false;
  const runOnce = () => {
    isDue = false;
    run();
  };
  return () => {
    if (!isDue) setImmediate(runOnce);
    isDue = true;
  };
}
