"""How long a child may work on one job: by its own CPU time, so that a busy machine is no hang."""

from dataclasses import dataclass

LONGEST_TIMES = 10
"""How many times the allowance a job may take by the clock, however little CPU it gets."""


@dataclass(slots=True)
class Allowance:
    """``limit_s`` seconds for one job: of CPU, or by the clock without any CPU (a hung child)."""

    limit_s: float
    worked_s: float = 0.0
    idle_s: float = 0.0
    passed_s: float = 0.0

    @property
    def step_s(self) -> float:
        """How long to wait before charging again."""
        return min(1.0, self.limit_s / 4)

    @property
    def is_spent(self) -> bool:
        """Whether the job is to be given up."""
        longest_s = LONGEST_TIMES * self.limit_s
        return max(self.worked_s, self.idle_s) >= self.limit_s or self.passed_s >= longest_s

    def charge(self, wall_s: float, cpu_s: float) -> None:
        """Count a stretch of time in which the child had so many CPU seconds."""
        self.passed_s += wall_s
        self.worked_s += min(cpu_s, wall_s)
        self.idle_s = 0.0 if cpu_s > 0 else self.idle_s + wall_s
