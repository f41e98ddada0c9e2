let patience: AbortSignal | undefined;

/** Aborts when the one who started this process wants it to end. Ctrl-C does nothing else from the first call on. */
export function endOfPatience(): AbortSignal {
  patience ??= listenForEnd();
  return patience;
}

function listenForEnd(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    // Not `once`: execa ends the process at a signal to which nobody listens any more, and so before it is tidied up.
    process.on(name, () => {
      stop.abort(new DOMException(`stopped by ${name}`, 'AbortError'));
    });
  }
  return stop.signal;
}
