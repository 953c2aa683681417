# Stands in for ComfyUI: its command line, its log on stderr, its routes and its way of freeing memory. It uses Python's standard
# library only, and makes no images. --stand-in takes JSON, and POST /stand-in takes the same while it runs: load_ms, missing (a
# module), job_ms, free_ms, and mood: ok, slow, hang, garbage, lie (it claims to have freed memory and did not), refuse, dead.
import argparse
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GB = 1024**3


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument('--listen', nargs='?', const='0.0.0.0,::', default='127.0.0.1')
    parser.add_argument('--port', type=int, default=8188)
    parser.add_argument('--disable-auto-launch', action='store_true')
    parser.add_argument('--preview-method', choices=['none', 'auto', 'latent2rgb', 'taesd'], default='none')
    parser.add_argument('--front-end-version', default='')
    parser.add_argument('--extra-model-paths-config', action='append')
    parser.add_argument('--reserve-vram', type=float)
    parser.add_argument('--cpu', action='store_true')
    parser.add_argument('--stand-in', type=json.loads, default={})
    return parser.parse_args()


def log(text):
    print(text, file=sys.stderr, flush=True)


class Engine:
    """Its memory, its queue, and the flag by which the worker of the queue learns that memory is to be freed."""

    def __init__(self, orders):
        self.orders = {'mood': 'ok', 'load_ms': 0, 'job_ms': 0, 'free_ms': 200, **orders}
        self.held = 0
        self.running = []
        self.pending = []
        self.free_asked = False
        self.wake = threading.Condition()
        threading.Thread(target=self.work, daemon=True).start()

    def work(self):
        number = 0
        while True:
            with self.wake:
                self.wake.wait_for(lambda: self.pending or self.free_asked)
                job = self.pending.pop(0) if self.pending else None
                if job is not None:
                    self.running = [job]
            if job is not None:
                self.held = 4 * GB
                log(f'got prompt {number}')
                number += 1
                time.sleep(self.orders['job_ms'] / 1000)
                self.running = []
            if self.free_asked and not self.pending:
                self.free_asked = False
                time.sleep(self.orders['free_ms'] / 1000)
                if self.orders['mood'] != 'lie':
                    self.held = 0

    def notify(self):
        with self.wake:
            self.wake.notify()

    def stats(self):
        return {
            'system': {
                'os': 'posix',
                'ram_total': 32 * GB,
                'ram_free': 20 * GB,
                'comfyui_version': '0.9.2',
                'python_version': sys.version,
                'pytorch_version': '2.9.0',
                'embedded_python': False,
                'argv': sys.argv,
            },
            'devices': [
                {
                    'name': 'cuda:0 Stand-in : native',
                    'type': 'cuda',
                    'index': 0,
                    'vram_total': 24 * GB,
                    'vram_free': 22 * GB - self.held,
                    'torch_vram_total': self.held,
                    'torch_vram_free': 0,
                }
            ],
        }


def handler(engine):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def log_message(self, *_):
            pass

        def reply(self, value, status=200):
            body = b'' if value is None else json.dumps(value).encode()
            self.send_response(status)
            self.send_header('Content-Type', 'application/json; charset=utf-8')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def misbehaves(self):
            mood = engine.orders['mood']
            if mood == 'slow':
                time.sleep(1)
            if mood == 'hang':
                while engine.orders['mood'] == 'hang':
                    time.sleep(0.05)
            if mood == 'refuse':
                self.reply({'error': 'no'}, 500)
            elif mood == 'garbage':
                self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<<<\xff\x00>>>>')
            else:
                return False
            return True

        def route(self):
            path = self.path.split('?')[0]
            return path[4:] if path.startswith('/api/') else path

        def do_GET(self):
            if self.misbehaves():
                return
            routes = {
                '/system_stats': engine.stats,
                '/queue': lambda: {'queue_running': engine.running, 'queue_pending': list(engine.pending)},
                '/object_info': lambda: {
                    name: {'input': {}, 'output': [], 'name': name, 'category': 'stand-in'}
                    for name in ['KSampler', 'KSamplerAdvanced', 'ControlNetApplyAdvanced', 'UnetLoaderGGUF']
                },
            }
            found = routes.get(self.route())
            self.reply(found()) if found else self.reply({'error': 'not found'}, 404)

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers.get('Content-Length', 0))) or '{}')
            if self.path == '/stand-in':
                engine.orders.update(body)
                self.reply(None)
                if engine.orders['mood'] == 'dead':
                    self.wfile.flush()
                    os._exit(1)
                return
            if self.misbehaves():
                return
            if self.route() == '/prompt':
                engine.pending.append([len(engine.pending), 'id', body.get('prompt', {}), {}, []])
                engine.notify()
                self.reply({'prompt_id': 'id', 'number': 0, 'node_errors': {}})
            elif self.route() == '/free':
                engine.free_asked = bool(body.get('unload_models') or body.get('free_memory'))
                engine.notify()
                self.reply(None)
            else:
                self.reply({'error': 'not found'}, 404)

    return Handler


def main():
    args = parse()
    facts = {
        'argv': sys.argv[1:],
        'cwd': os.getcwd(),
        'executable': sys.executable,
        'no_user_site': sys.flags.no_user_site,
        'env': {name: value for name, value in os.environ.items() if name.startswith(('PYTHON', 'VIRTUAL', 'CUDA', 'ROCR', 'PATH'))},
    }
    log('STAND-IN ' + json.dumps(facts))
    missing = args.stand_in.get('missing')
    if missing:
        raise ModuleNotFoundError(f"No module named '{missing}'", name=missing)
    log('Total VRAM 24576 MB, total RAM 32768 MB')
    time.sleep(args.stand_in.get('load_ms', 0) / 1000)
    host = '0.0.0.0' if ',' in args.listen else args.listen
    server = ThreadingHTTPServer((host, args.port), handler(Engine(args.stand_in)))
    server.daemon_threads = True
    log('Starting server\n')
    log(f'To see the GUI go to: http://{host}:{args.port}')
    server.serve_forever()


if __name__ == '__main__':
    main()
