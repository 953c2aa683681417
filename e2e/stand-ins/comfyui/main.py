# Stands in for ComfyUI 0.28.0: its command line, its log on stderr, its routes, its ways to fail and its way of freeing memory,
# as recorded in e2e/recordings. It uses Python's standard library only, and makes no images: a job is a node TestSlow with
# `seconds`, which holds `held_mb` until /free. --stand-in takes JSON, and POST /stand-in takes the same while it runs: load_ms,
# missing (a package), job_ms (for jobs that say nothing), free_ms, device (cuda, cpu, mps or none), held_mb, neighbour_mb (held
# on the card by another program), aimdo (it holds models outside of torch), and mood: ok, slow, hang, garbage, lie (it claims to
# have freed memory and did not), refuse, dead, reboot (it restarts itself in the same process, as ComfyUI-Manager makes it).
import argparse
import errno
import json
import os
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MB = 1024**2
GB = 1024**3
VERSION = '0.28.0'
LEVELS = {'INFO': '\x1b[32m[INFO]\x1b[0m', 'WARNING': '\x1b[33m[WARNING]\x1b[0m', 'ERROR': '\x1b[1m\x1b[31m[ERROR]\x1b[0m'}
PACKAGES = {'comfyui-frontend-package': '1.45.21', 'comfyui-workflow-templates': '0.11.12'}
MISSING_FRONT_END = """********** ERROR ***********

comfyui-frontend-package is not installed.

Please install the updated requirements.txt file by running:
{python} -s -m pip install -r {folder}/requirements.txt
If you are on the portable package you can run: update\\update_comfyui.bat to solve this problem.

The ComfyUI frontend is shipped in a pip package so it needs to be updated separately from the ComfyUI code.

********** ERROR ***********"""


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


def log(text, level='INFO'):
    print(f'{LEVELS[level]} {text}', file=sys.stderr, flush=True)


class Engine:
    """Its memory, its queue, and the flags by which the worker of the queue learns that memory is to be freed."""

    def __init__(self, orders, is_cpu):
        self.orders = {
            **{'mood': 'ok', 'load_ms': 0, 'job_ms': 0, 'free_ms': 200, 'neighbour_mb': 0, 'aimdo': False},
            **{'device': 'cpu' if is_cpu else 'cuda'},
            **orders,
        }
        # On the card, only the number is held; in memory, the bytes are.
        self.orders.setdefault('held_mb', 4096 if self.orders['device'] == 'cuda' else 0)
        self.held = 0
        self.ram = None
        self.running = []
        self.pending = []
        self.history = {}
        self.number = 0
        self.flags = {}
        self.interrupted = False
        self.wake = threading.Condition()
        threading.Thread(target=self.work, daemon=True).start()

    def work(self):
        while True:
            with self.wake:
                self.wake.wait_for(lambda: self.pending or self.flags)
                job = self.pending.pop(0) if self.pending else None
                if job is not None:
                    self.running = [job]
                    self.interrupted = False
            if job is not None:
                self.execute(job)
            flags, self.flags = self.flags, {}
            if flags:
                time.sleep(self.orders['free_ms'] / 1000)
                if self.orders['mood'] != 'lie':
                    self.held = 0
                    if flags.get('free_memory'):
                        self.ram = None

    def execute(self, job):
        log('got prompt')
        began = time.time()
        held = self.orders['held_mb'] * MB
        if self.orders['device'] == 'cuda':
            self.held = held
        elif held:
            self.ram = bytearray(os.urandom(MB)) * (held // MB)
        end = began + max(node['inputs'].get('seconds', 0) for node in job[2].values()) + self.orders['job_ms'] / 1000
        while time.time() < end and not self.interrupted:
            time.sleep(0.02)
        if not self.interrupted:
            log(f'Prompt executed in {time.time() - began:.2f} seconds')
        self.history[job[1]] = self.history_of(job, began)
        self.running = []

    def history_of(self, job, began):
        at = {'prompt_id': job[1], 'timestamp': int(began * 1000)}
        if self.interrupted:
            last = ['execution_interrupted', {**at, 'node_id': '1', 'node_type': 'TestSlow', 'executed': []}]
        else:
            last = ['execution_success', at]
        return {
            'prompt': job,
            'outputs': {} if self.interrupted else {'1': {'text': ['done']}},
            'status': {
                'status_str': 'error' if self.interrupted else 'success',
                'completed': not self.interrupted,
                'messages': [['execution_start', at], ['execution_cached', {'nodes': [], **at}], last],
            },
            'meta': {} if self.interrupted else {'1': {'node_id': '1', 'display_node': '1', 'parent_node': None, 'real_node_id': '1'}},
        }

    def add(self, prompt, extra):
        with self.wake:
            job = [self.number, str(uuid.uuid4()), prompt, {**extra, 'create_time': int(time.time() * 1000)}, list(prompt)]
            self.number += 1
            self.pending.append(job)
            self.wake.notify()
            return job

    def cancel(self, job_id):
        with self.wake:
            waiting = [job for job in self.pending if job[1] == job_id]
            self.pending = [job for job in self.pending if job[1] != job_id]
            return bool(waiting) or self.interrupt(job_id)

    def interrupt(self, job_id):
        is_running = any(job_id in (None, job[1]) for job in self.running)
        self.interrupted = self.interrupted or is_running
        return is_running

    def free(self, flags):
        with self.wake:
            self.flags.update({name: True for name in ('unload_models', 'free_memory') if flags.get(name)})
            self.wake.notify()

    def jobs(self):
        def described(job, status):
            return {'id': job[1], 'status': status, 'priority': job[0], 'create_time': job[3]['create_time'], 'outputs_count': 0}

        jobs = [described(job, 'pending') for job in self.pending] + [described(job, 'in_progress') for job in self.running]
        return {'jobs': jobs, 'pagination': {'offset': 0, 'limit': None, 'total': len(jobs), 'has_more': False}}

    def stats(self):
        packages = {**PACKAGES, **({'comfy-aimdo': '0.4.10'} if self.orders['aimdo'] else {})}
        return {
            'system': {
                'os': sys.platform,
                'ram_total': 32 * GB,
                'ram_free': self.machine_free(),
                'comfyui_version': VERSION,
                'required_frontend_version': '1.45.21',
                'installed_templates_version': '0.11.12',
                'required_templates_version': '0.11.12',
                'comfy_package_versions': [
                    {'name': name, 'installed': version, 'required': version} for name, version in packages.items()
                ],
                'python_version': sys.version,
                'pytorch_version': '2.15.0+cu132',
                'embedded_python': False,
                'deploy_environment': 'local-git',
                'argv': sys.argv,
            },
            'devices': [self.device()],
        }

    def machine_free(self):
        """Other programs take and give back memory all the time."""
        return 20 * GB - self.orders['neighbour_mb'] * MB

    def device(self):
        kind = self.orders['device']
        if kind == 'cuda':
            return {
                'name': 'cuda:0 Stand-in : native',
                'type': kind,
                'index': 0,
                'vram_total': 24 * GB,
                'vram_free': 22 * GB - self.held - self.orders['neighbour_mb'] * MB,
                'torch_vram_total': 0 if self.orders['aimdo'] else self.held,
                'torch_vram_free': 0,
            }
        return {
            'name': kind,
            'type': kind,
            'index': None,
            'vram_total': 32 * GB,
            'vram_free': self.machine_free(),
            'torch_vram_total': 32 * GB,
            'torch_vram_free': self.machine_free(),
        }


def node(name):
    return {'input': {}, 'output': [], 'name': name, 'category': 'stand-in'}


NODES = ['KSampler', 'KSamplerAdvanced', 'ControlNetApplyAdvanced', 'UnetLoaderGGUF', 'TestSlow']
# Read at the start. Each folder stands for a node of that name.
CUSTOM_NODES = os.listdir('custom_nodes') if os.path.isdir('custom_nodes') else []
FEATURES = {
    'supports_preview_metadata': True,
    'supports_model_type_tags': True,
    'max_upload_size': 104857600,
    'extension': {'manager': {'supports_v4': True}},
    'node_replacements': True,
    'assets': False,
}


def refused(kind, message, details='', extra=None):
    error = {'type': kind, 'message': message, 'details': details, 'extra_info': extra or {}}
    return {'error': error, 'node_errors': {}}, 400


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
            return path[4:] if path.startswith('/api/') and not path.startswith('/api/jobs') else path

        def do_GET(self):
            if self.misbehaves():
                return
            routes = {
                '/system_stats': engine.stats,
                '/features': lambda: FEATURES,
                '/queue': lambda: {'queue_running': list(engine.running), 'queue_pending': list(engine.pending)},
                '/prompt': lambda: {'exec_info': {'queue_remaining': len(engine.pending) + len(engine.running)}},
                '/api/jobs': engine.jobs,
                '/object_info': lambda: {name: node(name) for name in NODES + CUSTOM_NODES},
            }
            route = self.route()
            if route.startswith('/history/'):
                job_id = route[len('/history/') :]
                self.reply({job_id: engine.history[job_id]} if job_id in engine.history else {})
            elif route in routes:
                self.reply(routes[route]())
            else:
                self.reply(None, 404)

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers.get('Content-Length', 0))) or '{}')
            route = self.route()
            if route == '/stand-in':
                engine.orders.update(body)
                self.reply(None)
                self.wfile.flush()
                if engine.orders['mood'] == 'dead':
                    os._exit(1)
                if engine.orders['mood'] == 'reboot':
                    os.execv(sys.executable, [sys.executable, *sys.argv])
                return
            if self.misbehaves():
                return
            if route == '/prompt':
                self.reply(*self.accept(body))
            elif route == '/free':
                engine.free(body)
                self.reply(None)
            elif route == '/interrupt':
                engine.interrupt(body.get('prompt_id'))
                self.reply(None)
            elif route.startswith('/api/jobs/') and route.endswith('/cancel'):
                self.reply({'cancelled': engine.cancel(route.split('/')[3])})
            else:
                self.reply(None, 404)

        def accept(self, body):
            prompt = body.get('prompt')
            if prompt is None:
                return refused('no_prompt', 'No prompt provided', 'No prompt provided')
            if not prompt:
                return refused('prompt_no_outputs', 'Prompt has no outputs')
            for name, value in prompt.items():
                kind = value['class_type']
                if kind not in NODES:
                    return refused(
                        'missing_node_type',
                        f"Node '{kind}' not found. The custom node may not be installed.",
                        f"Node ID '#{name}'",
                        {'node_id': name, 'class_type': kind, 'node_title': kind},
                    )
            job = engine.add(prompt, {'client_id': body.get('client_id', '')})
            return {'prompt_id': job[1], 'number': job[0], 'node_errors': {}}, 200

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
    print('STAND-IN ' + json.dumps(facts), file=sys.stderr, flush=True)
    missing = args.stand_in.get('missing')
    if missing == 'comfyui-frontend-package':
        folder = os.path.dirname(os.path.abspath(__file__))
        log(MISSING_FRONT_END.format(python=sys.executable, folder=folder), 'ERROR')
        sys.exit(-1)
    if missing:
        raise ModuleNotFoundError(f"No module named '{missing}'", name=missing)
    log('Total VRAM 24576 MB, total RAM 32768 MB')
    log(f'ComfyUI version: {VERSION}')
    time.sleep(args.stand_in.get('load_ms', 0) / 1000)
    host = '0.0.0.0' if ',' in args.listen else args.listen
    try:
        server = ThreadingHTTPServer((host, args.port), handler(Engine(args.stand_in, args.cpu)))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        log(
            f'Port {args.port} is already in use on address {host}. Please close the other application or use a different port with --port.',
            'ERROR',
        )
        raise SystemExit(1)
    server.daemon_threads = True
    log('Starting server\n')
    log(f'To see the GUI go to: http://{host}:{args.port}')
    server.serve_forever()


if __name__ == '__main__':
    main()
