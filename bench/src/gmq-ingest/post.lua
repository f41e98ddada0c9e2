-- About 60 bytes of a value, as an application on the gateway sends it.
wrk.method = 'POST'
wrk.headers['X-Exosite-VMS'] = 'acme gateway 0001'
wrk.body = 'temperature=21.50;humidity:48.2;pressure:1013.25;battery:3.71'
