"""How the interactive engine grows with the number of rules.

    python benchmarks/durable_growth.py [--cases 60] [--sizes 1 2 4]

Synthetic law: 17 % atoms (a fifth of them shared by all laws, such as an age), the rest AND
and OR nodes of two to four children, mostly from the same law. Size 1 is 3,000 nodes and
about 8,000 clauses. A full case answers every atom; a usual case a quarter of them. Times
are in milliseconds, as the caller sees them, log included.
"""

import argparse
import random
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.graph import Graph, GraphBuilder, ja, nee

NODES = 3000
LAW = 150  # nodes a law


def synthetic(nodes: int, rng: random.Random) -> Graph:
    """Return a graph of *nodes* nodes: laws of some 150 nodes over shared and own atoms."""
    builder = GraphBuilder()
    shared = [builder.atom(f"a{i}") for i in range(nodes * 17 // 500)]
    count = len(shared)
    while count < nodes:
        own = [builder.atom(f"a{count + i}") for i in range(LAW * 14 // 100)]
        count += len(own)
        for _ in range(min(LAW - len(own), nodes - count)):
            near = rng.sample(own, rng.choice((1, 1, 2, 2, 3)))
            far = rng.sample(shared, 1) if rng.random() < 0.55 else []
            children = [rng.choice((ja, ja, nee))(node) for node in (*near, *far)]
            make = rng.choice((builder.conjunction, builder.disjunction))
            own.append(make(f"n{count}", children))
            count += 1
    return builder.build()


def random_case(graph: Graph, share: float, rng: random.Random) -> list[int]:
    """Return literals: each atom is answered with probability *share*, ja or nee alike."""
    return [2 * atom + rng.randrange(2) for atom in graph.atoms if rng.random() < share]


def percentile(values: list[float], share: float) -> float:
    """Return the value below which *share* of *values* lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def rss_mib(pid: int) -> float:
    """Return the memory in use by *pid* in MiB (Linux only, else 0)."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 2, 4])
    options = parser.parse_args()
    print(
        "size  nodes clauses   plan    load | full: log median    p95 | usual: median    p95 | MiB"
    )
    for size in options.sizes:
        rng = random.Random(size)
        graph = synthetic(NODES * size, rng)
        clauses = graph.clauses
        started = time.perf_counter()
        engine = DurableEngine(clauses, 2 * len(graph.nodes))
        planned = time.perf_counter()
        with engine:
            engine.run([])
            loaded = time.perf_counter()
            columns = []
            for share in (1.0, 0.25):
                times, lengths = [], []
                for _ in range(options.cases):
                    case = random_case(graph, share, rng)
                    before = time.perf_counter()
                    lengths.append(len(engine.run(case)))
                    times.append((time.perf_counter() - before) * 1000)
                columns.append((statistics.mean(lengths), times))
            (log, full), (_, usual) = columns
            worker = engine._worker
            print(
                f"{size:3}x {len(graph.nodes):6} {len(clauses):7} {planned - started:5.2f}s"
                f" {loaded - planned:6.2f}s | {log:9.0f} {statistics.median(full):6.1f}"
                f" {percentile(full, 0.95):6.1f} | {statistics.median(usual):13.1f}"
                f" {percentile(usual, 0.95):6.1f} | {rss_mib(worker.process.pid):3.0f}"
                if worker
                else "the worker is gone"
            )


if __name__ == "__main__":
    main()
