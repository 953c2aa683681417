# Stands in for Forge f2.0.1v1.10.1, or AUTOMATIC1111 1.10: its arguments, what it prints, its API and how it unloads a checkpoint, as
# recorded in e2e/recordings/forge-2.0.1, which webui-recordings.test.ts checks. It uses Python's standard library only, and makes no images. --stand-in takes JSON, and POST
# /stand-in takes the same while it runs: flavor (forge, a1111), device (cuda, cpu), checkpoint, routes_ms (until the API is there
# after the page), job_ms, fails (port: its web server fails and the process lives on; cuda; module; torch), and mood: ok, slow, hang,
# garbage, refuse, dead.
import argparse
import base64
import json
import os
import shlex
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GB = 1024**3
MODEL_BYTES = 2 * GB

sys.argv += shlex.split(os.environ.get('COMMANDLINE_ARGS', ''))


def parse():
    parser = argparse.ArgumentParser(prog='launch.py')
    parser.add_argument('-f', action='store_true')
    parser.add_argument('--api', action='store_true')
    parser.add_argument('--nowebui', action='store_true')
    parser.add_argument('--api-auth')
    parser.add_argument('--listen', action='store_true')
    parser.add_argument('--server-name')
    parser.add_argument('--port', type=int)
    parser.add_argument('--subpath')
    parser.add_argument('--medvram', action='store_true')
    parser.add_argument('--always-cpu', action='store_true')
    parser.add_argument('--stand-in', type=json.loads, default={})
    return parser.parse_args()


class Engine:
    """Its checkpoint, its memory and its queue. One image is made at a time."""

    def __init__(self, orders):
        self.orders = {
            'flavor': 'forge',
            'device': 'cuda',
            'checkpoint': 'random-sd15.safetensors [8961ddfd]',
            'routes_ms': 0,
            'job_ms': 0,
            'mood': 'ok',
            **orders,
        }
        self.lock = threading.Lock()
        self.pending = []
        self.job = None
        self.timestamp = '0'
        self.on_device = False
        self.in_memory = False
        self.reloads = 0
        self.jobs = 0

    def memory(self):
        used = GB + (MODEL_BYTES if self.in_memory else 0)
        ram = {'free': 24 * GB - used + 0.5, 'used': used, 'total': 24 * GB}
        if self.orders['device'] == 'cpu':
            return {'ram': ram, 'cuda': {'error': 'unavailable'}}
        held = MODEL_BYTES if self.on_device else 0
        both = {'current': held, 'peak': MODEL_BYTES}
        return {
            'ram': ram,
            'cuda': {
                # Of the whole card, on which others are at work.
                'system': {'free': 20 * GB - held, 'used': 4 * GB + held, 'total': 24 * GB},
                'active': both,
                'allocated': both,
                'reserved': both,
                'inactive': {'current': 0, 'peak': 0},
                'events': {'retries': 0, 'oom': 0},
            },
        }

    def progress(self):
        job = self.job or ''
        return {
            'progress': 0.01 if job else 0.0,
            'eta_relative': 1.5 if job else 0.0,
            'state': {
                'skipped': False,
                'interrupted': False,
                'stopping_generation': False,
                'job': job,
                # -1 until it is known how many images it makes.
                'job_count': -1 if job else 0,
                'job_timestamp': self.timestamp,
                'job_no': 0,
                'sampling_step': 0,
                'sampling_steps': 0,
            },
            'current_image': None,
            'textinfo': None,
        }

    def options(self):
        own = {'forge_preset': 'sd', 'forge_additional_modules': []} if self.orders['flavor'] == 'forge' else {}
        return {'sd_model_checkpoint': self.orders['checkpoint'], 'sd_checkpoint_hash': '', **own}

    def make_image(self):
        self.jobs += 1
        task = f'task(txt2img-{self.jobs:07})'
        self.pending.append(task)
        with self.lock:
            self.job = 'scripts_txt2img'
            self.timestamp = f'2026112901{self.jobs:04}'
            self.pending.remove(task)
            try:
                if self.orders['checkpoint'] is None:
                    return 500, error('ValueError', 'You do not have any model! Please download at least one model in [models/Stable-diffusion].')
                if self.orders['flavor'] == 'a1111' and self.in_memory and not self.on_device:
                    return 500, error('RuntimeError', 'Expected all tensors to be on the same device, but found at least two devices, cpu and cuda:0!')
                self.on_device = self.in_memory = True
                time.sleep(self.orders['job_ms'] / 1000)
                return 200, {'images': ['iVBORw0KGgo='], 'parameters': {}, 'info': '{}'}
            finally:
                self.job = None

    def unload(self):
        self.on_device = False
        return {}

    def reload(self):
        self.reloads += 1
        # Forge does nothing here: the next image brings the checkpoint back.
        if self.orders['flavor'] == 'a1111' and self.in_memory:
            self.on_device = True
        return {}


def error(kind, message):
    return {'error': kind, 'detail': '', 'body': '', 'message': message}


def handler(engine, args, is_api_there):
    logins = [base64.b64encode(login.encode()).decode() for login in (args.api_auth or '').split(',') if login]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def log_message(self, *_):
            pass

        def reply(self, value, status=200, headers=()):
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            for name, text in headers:
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(body)

        def misbehaves(self):
            mood = engine.orders['mood']
            if mood == 'slow':
                time.sleep(1)
            while engine.orders['mood'] == 'hang':
                time.sleep(0.05)
            if mood == 'refuse':
                self.reply({'error': 'no'}, 500)
            elif mood == 'garbage':
                self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<<<\xff\x00>>>>')
            else:
                return False
            return True

        def lets_in(self):
            given = self.headers.get('Authorization', '')
            if not logins or given.removeprefix('Basic ') in logins:
                return True
            detail = 'Incorrect username or password' if given else 'Not authenticated'
            self.reply({'detail': detail}, 401, [('WWW-Authenticate', 'Basic')])
            return False

        def handle_route(self, method):
            path = self.path.split('?')[0]
            length = int(self.headers.get('Content-Length', 0))
            body = self.rfile.read(length)
            if method == 'POST' and path == '/stand-in':
                engine.orders.update(json.loads(body or b'{}'))
                self.reply({'reloads': engine.reloads, 'jobs': engine.jobs})
                if engine.orders['mood'] == 'dead':
                    self.wfile.flush()
                    os._exit(1)
                return
            if self.misbehaves():
                return
            page = {
                'GET /internal/ping': dict,
                'GET /internal/pending-tasks': lambda: {'size': len(engine.pending), 'tasks': list(engine.pending)},
            }
            api = {
                'GET /sdapi/v1/memory': engine.memory,
                'GET /sdapi/v1/progress': engine.progress,
                'GET /sdapi/v1/options': engine.options,
                'POST /sdapi/v1/unload-checkpoint': engine.unload,
                'POST /sdapi/v1/reload-checkpoint': engine.reload,
            }
            name = f'{method} {path}'
            if not args.nowebui and name in page:
                self.reply(page[name]())
            elif not is_api_there() or (name not in api and name != 'POST /sdapi/v1/txt2img'):
                self.reply({'detail': 'Not Found'}, 404)
            elif not self.lets_in():
                return
            elif name in api:
                self.reply(api[name]())
            else:
                status, value = engine.make_image()
                self.reply(value, status)

        def do_GET(self):
            self.handle_route('GET')

        def do_POST(self):
            self.handle_route('POST')

    return Handler


def fail_in_thread(port):
    def webui_worker():
        raise OSError(f'Cannot find empty port in range: {port}-{port}. You can specify a different port by setting the GRADIO_SERVER_PORT environment variable or passing the `server_port` parameter to `launch()`.')

    threading.Thread(target=webui_worker, daemon=True).start()
    # As the real one: its main thread waits for work that never comes.
    while True:
        time.sleep(1)


def main():
    print(f'Python {sys.version}')
    print('Version: f2.0.1v1.10.1-1.10.1')
    args = parse()
    fails = args.stand_in.get('fails')
    if fails == 'cuda':
        raise RuntimeError('Your device does not support the current version of Torch/CUDA! Consider download another version: \nhttps://github.com/lllyasviel/stable-diffusion-webui-forge/releases/tag/latest')
    if fails == 'torch':
        print('Installing torch and torchvision')
        raise RuntimeError("Couldn't install torch.\nCommand: pip install torch\nError code: 1")
    print(f'Launching Web UI with arguments: {shlex.join(sys.argv[1:])}')
    if fails == 'module':
        raise ModuleNotFoundError("No module named 'fastapi'", name='fastapi')
    facts = {
        'argv': sys.argv[1:],
        'cwd': os.getcwd(),
        'executable': sys.executable,
        'env': {name: value for name, value in os.environ.items() if name.startswith(('PYTHON', 'VIRTUAL', 'CUDA', 'PATH', 'COMMANDLINE'))},
    }
    print('STAND-IN ' + json.dumps(facts))
    port = args.port or (7861 if args.nowebui else 7860)
    if fails == 'port':
        fail_in_thread(port)
    started = time.monotonic()
    engine = Engine(args.stand_in)
    has_api = args.api or args.nowebui
    host = args.server_name or ('0.0.0.0' if args.listen else '127.0.0.1')
    server = ThreadingHTTPServer(
        (host, port),
        handler(engine, args, lambda: has_api and time.monotonic() - started > engine.orders['routes_ms'] / 1000),
    )
    server.daemon_threads = True
    print(f'Running on local URL:  http://{host}:{port}')
    server.serve_forever()


if __name__ == '__main__':
    main()
