import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import swarm  # noqa: E402

PHASES = ["sense", "evolve", "compose", "recall", "pool", "decompose", "spawn", "die", "persist"]
GAUGES = {"population", "clusters", "bursts", "patterns", "database_bytes", "host_readings"}
ALLOCATOR_GAUGES = {"allocator_reserved_bytes", "allocator_allocated_bytes", "allocator_pinned_bytes",
                    "allocator_free_pool_bytes"}


def simulate(**texts):
    """The telemetry of one run, and the files it left in its scratch directory."""
    with tempfile.TemporaryDirectory() as directory, tempfile.TemporaryDirectory() as scratch:
        telemetry = os.path.join(directory, "telemetry.jsonl")
        swarm.run(swarm.resolve({"cycles": "40", "founders": "high", **texts}),
                  {"RUNVAR_TELEMETRY": telemetry, "RUNVAR_SCRATCH": scratch})
        with open(telemetry) as file:
            return [json.loads(line) for line in file], os.listdir(scratch)


def trajectory(**texts):
    return simulate(**texts)[0][-1]["trajectory"]


def groups(phases, threshold=0.99):
    return swarm.components(swarm.resonances(phases), threshold)


def new_swarm(**texts):
    return swarm.Swarm(swarm.resolve(texts))


def agent(energy, phases=(1.0, 1.0, 1.0), depth=0):
    return swarm.Agent(depth, energy, phases)


def command(*arguments, **environment):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("RUNVAR_")}
    return subprocess.run([sys.executable, swarm.__file__, *arguments], env={**inherited, **environment},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, timeout=60)


def started_with(allocator, **environment):
    """The first cycle and the last line of a program that was started with this allocator."""
    result = command("cycles=40", "founders=high", "max_agents=6", f"allocator={allocator}", **environment)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return lines[1], lines[-1]


class TrajectoryTest(unittest.TestCase):
    def test_same_seed_same_trajectory(self):
        self.assertEqual(trajectory(seed="7"), trajectory(seed="7"))

    def test_other_seed_other_trajectory(self):
        self.assertNotEqual(trajectory(seed="7"), trajectory(seed="8"))

    def test_variants_and_switches_leave_the_trajectory_alone(self):
        expected = trajectory(max_agents="6")
        for switches in ({"variant": "unoptimized"}, {"sampling": "per-agent"}, {"persistence": "per-sample"},
                         {"retention": "all", "blocking_ms": "1"}, {"prefragment": "on"}):
            self.assertEqual(expected, trajectory(max_agents="6", **switches), switches)

    def test_allocator_leaves_the_trajectory_alone(self):
        hashes = {line["trajectory"] for _, line in map(started_with, ("pymalloc", "malloc"))}
        self.assertEqual({trajectory(max_agents="6")}, hashes)

    def test_named_level_is_its_value(self):
        self.assertEqual(trajectory(frequency="high", founders="high"), trajectory(frequency="0.2", founders="5"))

    def test_parameters_of_the_model_change_the_trajectory(self):
        hashes = {trajectory(), trajectory(pooling="on"), trajectory(throttling="on"), trajectory(max_agents="50"),
                  trajectory(max_depth="2"), trajectory(resonance_threshold="0.9"), trajectory(burst_threshold="500")}
        self.assertEqual(7, len(hashes))


class TelemetryTest(unittest.TestCase):
    def test_lines_follow_the_contract(self):
        lines, left = simulate()
        self.assertEqual({"runvar": 1, "workload": "swarm.py"}, lines[0])
        cycles = lines[1:-1]
        self.assertEqual(list(range(40)), [line["cycle"] for line in cycles])
        for line in cycles:
            self.assertEqual(PHASES, list(line["phases"]))
            self.assertGreaterEqual(line["wall_ns"], sum(line["phases"].values()))
            self.assertGreaterEqual(line["cpu_ns"], 0)
            self.assertEqual(GAUGES, set(line["gauges"]) - ALLOCATOR_GAUGES)
        times = [line["t_ns"] for line in cycles]
        self.assertEqual(sorted(times), times)
        self.assertEqual([], left)

    def test_last_line_sums_the_run_up(self):
        lines, _ = simulate()
        populations = [line["gauges"]["population"] for line in lines[1:-1]]
        self.assertIs(True, lines[-1]["end"])
        self.assertRegex(lines[-1]["trajectory"], "^[0-9a-f]{64}$")
        outputs = lines[-1]["outputs"]
        self.assertAlmostEqual(sum(populations) / len(populations), outputs.pop("mean_population"))
        self.assertGreater(outputs.pop("database_bytes"), 0)
        self.assertEqual({f"host_read_by_{swarm.find_host().name}": 1}, outputs)

    def test_readings_are_counted_per_agent_or_per_cycle(self):
        populations, readings = ([line["gauges"][name] for line in simulate(sampling="per-agent")[0][1:-1]]
                                 for name in ("population", "host_readings"))
        self.assertEqual([5, *populations[:-1]], readings)
        self.assertEqual({1}, {line["gauges"]["host_readings"] for line in simulate()[0][1:-1]})

    def test_files_and_settings_come_from_the_environment(self):
        with tempfile.TemporaryDirectory() as scratch:
            telemetry = os.path.join(scratch, "telemetry.jsonl")
            result = command(RUNVAR_SEED="3", RUNVAR_CYCLES="12", RUNVAR_SCRATCH=scratch, RUNVAR_TELEMETRY=telemetry,
                             RUNVAR_PARAM_FOUNDERS="high")
            with open(telemetry) as file:
                lines = [json.loads(line) for line in file]
        self.assertEqual((0, "", ""), (result.returncode, result.stdout, result.stderr))
        self.assertEqual(trajectory(seed="3", cycles="12"), lines[-1]["trajectory"])

    def test_arguments_win_over_the_environment(self):
        result = command("cycles=12", "seed=3", "founders=high", RUNVAR_SEED="4", RUNVAR_CYCLES="5")
        self.assertEqual(trajectory(seed="3", cycles="12"), json.loads(result.stdout.splitlines()[-1])["trajectory"])


class HostTest(unittest.TestCase):
    def test_psutil_is_used_where_it_is_installed(self):
        with mock.patch.dict(sys.modules, psutil=mock.MagicMock()):
            self.assertEqual("psutil", swarm.find_host().name)

    def test_without_psutil_proc_is_read_or_nothing(self):
        for exists, name in ((True, "proc"), (False, "nothing")):
            with mock.patch.dict(sys.modules, psutil=None), mock.patch("os.path.exists", lambda path: exists):
                self.assertEqual(name, swarm.find_host().name)

    def test_every_host_says_what_a_reading_holds(self):
        for host in (swarm.ProcHost(), swarm.SilentHost()):
            self.assertEqual(len(swarm.Reading._fields) - 1, len(host.cpu()) + len(host.rest()), host.name)


class AllocatorTest(unittest.TestCase):
    def test_figures_are_there_with_pymalloc_and_not_with_malloc(self):
        self.assertLessEqual(ALLOCATOR_GAUGES, set(started_with("pymalloc")[0]["gauges"]))
        self.assertFalse(ALLOCATOR_GAUGES & set(started_with("malloc")[0]["gauges"]))

    def test_allocator_of_the_parameter_wins_over_the_environment(self):
        self.assertFalse(ALLOCATOR_GAUGES & set(started_with("malloc", PYTHONMALLOC="pymalloc")[0]["gauges"]))
        self.assertLessEqual(ALLOCATOR_GAUGES, set(started_with("pymalloc", PYTHONMALLOC="malloc")[0]["gauges"]))

    def test_prefragmented_memory_is_pinned_for_the_whole_run(self):
        pinned = [line["gauges"]["allocator_pinned_bytes"] for line in simulate(prefragment="on")[0]
                  if "allocator_pinned_bytes" in line.get("gauges", ())]
        self.assertGreater(min(pinned), 50_000_000)


class AuditTest(unittest.TestCase):
    def rows(self, audit_kind, cycles, readings):
        reading = swarm.Reading(*[None] * len(swarm.Reading._fields))
        with tempfile.TemporaryDirectory() as scratch, contextlib.closing(audit_kind(scratch)) as audit:
            for cycle in range(cycles):
                audit.write(cycle, [reading] * readings)
            with audit.connect() as connection:
                return connection.execute("SELECT count(*) FROM reading").fetchone()[0]

    def test_per_sample_commits_every_reading(self):
        self.assertEqual(6, self.rows(swarm.PerSampleAudit, cycles=2, readings=3))

    def test_batched_commits_one_row_per_cycle_every_hundred_cycles(self):
        self.assertEqual(0, self.rows(swarm.BatchedAudit, cycles=99, readings=3))
        self.assertEqual(100, self.rows(swarm.BatchedAudit, cycles=101, readings=3))


class ComposeTest(unittest.TestCase):
    def test_equal_vectors_resonate_fully(self):
        self.assertAlmostEqual(1.0, swarm.resonances([(1, 2, 3), (1, 2, 3)])[0][0])
        self.assertEqual([[0, 1]], groups([(1, 2, 3), (1, 2, 3)]))

    def test_resonance_weighs_cosine_and_ratio(self):
        self.assertAlmostEqual(0.3 * 0.5, swarm.resonances([(1, 0, 0), (0, 2, 0)])[0][0])
        self.assertAlmostEqual(0.7 + 0.3 * 0.25, swarm.resonances([(4, 0, 0), (1, 0, 0)])[0][0])

    def test_zero_vector_resonates_with_nothing(self):
        self.assertEqual([[0.0, 0.0], [0.0], []], swarm.resonances([(0, 0, 0), (0, 0, 0), (1, 1, 1)]))
        self.assertEqual([], groups([(0, 0, 0), (0, 0, 0), (1, 1, 1)], threshold=0.01))

    def test_singletons_are_no_clusters(self):
        self.assertEqual([], groups([]))
        self.assertEqual([], groups([(1, 1, 1)]))
        self.assertEqual([], groups([(6, 0, 0), (0, 6, 0), (0, 0, 6)]))

    def test_clusters_are_ordered_by_their_lowest_member(self):
        self.assertEqual([[0, 3], [1, 2]], groups([(6, 0, 0), (0, 6, 0), (0, 6, 0), (6, 0, 0), (0, 0, 6)]))

    def test_chain_is_one_cluster_though_its_ends_do_not_resonate(self):
        chain = [(math.cos(angle), math.sin(angle), 0) for angle in (0.3, 0.1, 0.2, 0.4)]
        rows = swarm.resonances(chain)
        self.assertLess(rows[1][1], 0.99)
        self.assertEqual([[0, 1, 2, 3]], swarm.components(rows, 0.99))

    def test_coherence_covers_pairs_that_are_not_joined(self):
        chain = [(math.cos(angle), math.sin(angle), 0) for angle in (0.0, 0.15, 0.3)]
        cluster, = swarm.compose([agent(1, phases) for phases in chain], 0.99)
        self.assertAlmostEqual((2 * (0.7 * math.cos(0.15) + 0.3) + 0.7 * math.cos(0.3) + 0.3) / 3, cluster.coherence)
        self.assertAlmostEqual(sum(x for x, _, _ in chain) / 3, cluster.centroid[0])


class MemoryTest(unittest.TestCase):
    def test_one_pattern_per_kind_and_cell(self):
        memory = swarm.Memory()
        for kind in ("composition", "composition", "resonance"):
            memory.store(kind, (1.0, 1.0, 1.0))
        memory.store("composition", (1.0, 1.0, swarm.TAU))
        self.assertEqual(3, len(memory.points))

    def test_nearest_is_plain_distance_and_the_lowest_index_on_a_tie(self):
        memory = swarm.Memory()
        self.assertEqual(-1, memory.nearest((1.0, 1.0, 1.0)))
        memory.points = [(3.0, 1.0, 1.0), (2.0, 1.0, 1.0), (0.0, 1.0, 1.0), (6.2, 1.0, 1.0)]
        self.assertEqual(1, memory.nearest((1.0, 1.0, 1.0)))
        self.assertEqual(2, memory.nearest((0.1, 1.0, 1.0)))

    def test_lookup_precedes_the_store_of_the_same_cluster(self):
        subject = new_swarm()
        subject.agents = [agent(50), agent(50), agent(50, (5.0, 1.0, 1.0)), agent(50, (5.0, 1.0, 1.0))]
        subject.compose()
        subject.recall()
        self.assertEqual([-1, 0], subject.recalled)
        self.assertEqual(4, len(subject.memory.points))


class EnergyTest(unittest.TestCase):
    def clustered(self, *energies, **texts):
        subject = new_swarm(**texts)
        subject.agents = [agent(energy) for energy in energies]
        subject.compose()
        return subject

    def test_pooling_conserves_energy(self):
        subject = self.clustered(10.0, 50.0, 120.0, pooling="on")
        subject.pool()
        energies = [agent.energy for agent in subject.agents]
        self.assertAlmostEqual(180.0, sum(energies))
        for expected, energy in zip((15.0, 51.0, 114.0), energies):
            self.assertAlmostEqual(expected, energy)

    def test_without_pooling_nothing_moves(self):
        subject = self.clustered(10.0, 50.0, pooling="off")
        subject.pool()
        self.assertEqual([10.0, 50.0], [agent.energy for agent in subject.agents])

    def test_burst_leaves_the_oldest_with_the_mean(self):
        subject = self.clustered(300.0, 400.0, 500.0)
        oldest = subject.agents[0]
        subject.decompose()
        self.assertEqual((1, [oldest], 400.0), (subject.bursts, subject.agents, oldest.energy))
        self.assertEqual(1, len(subject.memory.points))

    def test_agents_without_energy_die_and_an_empty_swarm_is_refounded(self):
        subject = new_swarm(founders="3")
        subject.agents = [agent(0.5), agent(1.0)]
        subject.die()
        self.assertEqual([1.0], [agent.energy for agent in subject.agents])
        subject.agents = [agent(0.5)]
        subject.die()
        self.assertEqual([0, 0, 0], [agent.depth for agent in subject.agents])


class SpawnTest(unittest.TestCase):
    def spawn(self, subject, cycle):
        subject.cycle = cycle
        subject.spawn()
        return len(subject.agents)

    def test_only_agents_of_the_step_s_start_spawn(self):
        subject = new_swarm()
        self.assertEqual([2, 4, 8], [self.spawn(subject, cycle) for cycle in range(3)])

    def test_throttled_agent_waits_a_hundred_cycles(self):
        subject = new_swarm(throttling="on", max_depth="1")
        self.assertEqual([2, 2, 3, 3], [self.spawn(subject, cycle) for cycle in (5, 104, 105, 106)])

    def test_limits_of_depth_energy_and_population(self):
        subject = new_swarm(max_agents="3", max_depth="2")
        subject.agents = [agent(50, depth=2), agent(9.9)]
        self.assertEqual(2, self.spawn(subject, 0))
        subject.agents = [agent(50), agent(50)]
        self.assertEqual(3, self.spawn(subject, 1))


class CommandTest(unittest.TestCase):
    def assert_mistake(self, *arguments, said, **environment):
        result = command(*arguments, **environment)
        self.assertEqual((2, ""), (result.returncode, result.stdout))
        self.assertEqual(1, len(result.stderr.splitlines()), result.stderr)
        for part in said:
            self.assertIn(part, result.stderr)

    def test_mistakes_are_one_line_and_exit_code_2(self):
        self.assert_mistake("founders=many", said=["founders", "'many'", "low, high, a whole number from 1"])
        self.assert_mistake("pooling=yes", said=["pooling", "'yes'", "off, on"])
        self.assert_mistake("frequency=nan", said=["frequency", "'nan'"])
        self.assert_mistake("fonders=5", said=["'fonders'", "founders"])
        self.assert_mistake("quickly", said=["'quickly'", "NAME=VALUE"])
        self.assert_mistake("founders=9", "max_agents=8", said=["founders is 9", "max_agents"])
        self.assert_mistake(RUNVAR_CYCLES="0", said=["cycles", "'0'"])
        self.assert_mistake(RUNVAR_PARAM_POOLS="on", said=["'pools'", "pooling"])
        self.assert_mistake(RUNVAR_SCRATCH="/nowhere", said=["RUNVAR_SCRATCH", "'/nowhere'"])
        self.assert_mistake(RUNVAR_TELEMETRY="/nowhere/file", said=["RUNVAR_TELEMETRY", "'/nowhere/file'"])
        self.assert_mistake("bench", "one", "1", said=["POPULATION", "'one'"])
        self.assert_mistake("bench", "10", said=["bench POPULATION SECONDS"])

    def test_help_names_every_parameter(self):
        result = command("--help")
        self.assertEqual(0, result.returncode)
        for name in swarm.PARAMETERS:
            self.assertIn(name, result.stdout)

    def test_bench_prints_one_json_line(self):
        result = command("bench", "20", "0.05")
        line = json.loads(result.stdout)
        self.assertEqual(["population", "pairs", "iterations", "ns_per_iteration"], list(line))
        self.assertEqual((20, 190), (line["population"], line["pairs"]))
        self.assertGreater(line["iterations"], 0)
        self.assertGreater(line["ns_per_iteration"], 0)


if __name__ == "__main__":
    unittest.main()
