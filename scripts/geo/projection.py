"""The theatre's Lambert conformal conic on the sphere: the same formula as src/geo/projection.rs."""

import math

EARTH_KM = 6371.0088


class Lambert:
    """Standard parallels at 1/6 and 5/6 of the latitude span, central meridian at its middle."""

    def __init__(self, west, south, east, north):
        self.lon0 = math.radians((west + east) / 2)
        lat0 = math.radians((south + north) / 2)
        phi1 = math.radians(south + (north - south) / 6)
        phi2 = math.radians(south + (north - south) * 5 / 6)
        tan = lambda phi: math.tan(math.pi / 4 + phi / 2)
        self.n = math.log(math.cos(phi1) / math.cos(phi2)) / math.log(tan(phi2) / tan(phi1))
        self.f = math.cos(phi1) * tan(phi1) ** self.n / self.n
        self.rho0 = EARTH_KM * self.f / tan(lat0) ** self.n

    def forward(self, lon, lat):
        """Degrees to plane km, y north."""
        rho = EARTH_KM * self.f / math.tan(math.pi / 4 + math.radians(lat) / 2) ** self.n
        theta = self.n * (math.radians(lon) - self.lon0)
        return rho * math.sin(theta), self.rho0 - rho * math.cos(theta)

    def inverse(self, x, y):
        """Plane km to degrees."""
        dy = self.rho0 - y
        rho = math.hypot(x, dy)
        theta = math.atan2(x, dy)
        lat = 2 * math.atan((EARTH_KM * self.f / rho) ** (1 / self.n)) - math.pi / 2
        return math.degrees(self.lon0 + theta / self.n), math.degrees(lat)
