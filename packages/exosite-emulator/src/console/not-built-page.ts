/** What a source checkout shows before its first build. */
export const NOT_BUILT_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Console not built</title></head>
<body>
<h1>The console is not built yet</h1>
<p>This emulator runs from a source checkout. Build the console once, then reload this page:</p>
<pre>node packages/exosite-emulator/console/build.ts</pre>
<p>The device API works without it.</p>
</body>
</html>
`;
