! Particles that are added and never removed, of which each acts on each.
module particles
  implicit none
  integer :: n = 0
  real(8) :: x(4000), force(4000), field(200000) = 1
contains
  subroutine forces()
    integer :: i
    do i = 1, n
      force(i) = sum(1 / (0.001d0 + (x(:n) - x(i))**2))
    end do
  end subroutine
  subroutine diffuse()
    integer :: k
    do k = 1, 20
      field(2:199999) = (field(1:199998) + field(3:200000)) / 2
    end do
  end subroutine
end module

program main
  use particles
  integer :: step, seeds(64)
  character(20) :: seed
  call get_environment_variable("RUNVAR_SEED", seed)
  read (seed, *) seeds(1)
  seeds = seeds(1)
  call random_seed(put=seeds)
  do step = 1, 400
    call random_number(x(n + 1:n + 5))
    n = n + 5
    call forces()
    call diffuse()
    print '(a, i0, a, es12.4)', "step ", step, " force ", sum(force(:n))
    flush (6)
  end do
end program
